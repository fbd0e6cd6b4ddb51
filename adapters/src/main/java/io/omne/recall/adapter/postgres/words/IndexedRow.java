package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.domain.IndexedMemory;
import io.omne.recall.domain.Mark;
import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/// Reads a row for the ranking.
final class IndexedRow {

    private IndexedRow() {}

    /// Empty if the memory lacks a phrase of the query, or has what the query excludes.
    ///
    /// @param forms those of the query
    static Optional<IndexedMemory> read(Readable row, ParsedQuery query, Forms forms) {
        byte[] terms = value(row, "terms", byte[].class);
        int[] byForm = new TermReader(terms).frequencies(forms);
        var phrases = Phrases.of(query);
        boolean isWanted =
                IntStream.of(frequencies(query.excluded(), forms, byForm)).noneMatch(it -> it > 0)
                        && (phrases.isEmpty() || phrases.match(new TermReader(terms)));
        return isWanted ? Optional.of(memory(row, frequencies(query.terms(), forms, byForm))) : Optional.empty();
    }

    private static IndexedMemory memory(Readable row, int[] frequencies) {
        return new IndexedMemory(
                new MemoryId(value(row, "memory_id", UUID.class)),
                value(row, "number", Long.class),
                row.get("conversation_id", UUID.class),
                value(row, "happened_at", OffsetDateTime.class).toInstant(),
                row.get("speaker", String.class),
                value(row, "length", Integer.class),
                frequencies,
                Pieces.unpack(value(row, "pieces", byte[].class)),
                Mark.ofBits(value(row, "marks", Integer.class)));
    }

    private static int[] frequencies(List<QueryTerm> terms, Forms forms, int[] byForm) {
        return terms.stream()
                .mapToInt(term -> term.alternatives().stream()
                        .mapToInt(form -> byForm[forms.all().indexOf(form)])
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static <T> T value(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type));
    }
}
