package io.omne.memory.adapter.postgres.list;

import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.domain.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// The key of a count: the status, type and source of a cell, or one or two tags.
record Counted(UUID owner, String a, String b, String c) {

    /// Stands for the other tag if a tag is counted alone.
    private static final String ALONE = "";

    static Stream<Counted> cells(Memory memory) {
        return Stream.of(new Counted(
                memory.owner().value(),
                MemoryRow.word(memory.embedding().status()),
                MemoryRow.word(memory.details().type()),
                MemoryRow.word(memory.origin().source())));
    }

    static Stream<Counted> tags(Memory memory) {
        UUID owner = memory.owner().value();
        List<String> tags = memory.details().tags().values().stream()
                .sorted(Counted::byCodePoint)
                .toList();
        return Stream.concat(
                tags.stream().map(tag -> new Counted(owner, tag, ALONE, "")),
                tags.stream()
                        .flatMap(tag -> tags.stream()
                                .filter(other -> byCodePoint(tag, other) < 0)
                                .map(other -> new Counted(owner, tag, other, ""))));
    }

    /// The order of the columns' collation.
    private static int byCodePoint(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
