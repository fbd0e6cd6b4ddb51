package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.UserMemories;
import io.omne.recall.domain.IndexedMemory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The selected memories of a user who has no blocks.
record LooseMemories(ParsedQuery query, List<IndexedRow> rows) implements UserMemories {

    private static final Comparator<IndexedRow> BY_TIME =
            Comparator.comparing(IndexedRow::at).thenComparingLong(IndexedRow::number);

    @Override
    public List<IndexedMemory> around(Collection<MemoryId> ids, int neighbours) {
        Set<UUID> named = ids.stream().map(MemoryId::value).collect(Collectors.toSet());
        Map<Optional<UUID>, List<IndexedRow>> conversations = rows.stream()
                .collect(Collectors.groupingBy(
                        it -> Optional.ofNullable(it.conversation()), LinkedHashMap::new, Collectors.toList()));
        var around = new ArrayList<IndexedRow>();
        conversations.forEach((conversation, messages) -> {
            messages.sort(BY_TIME);
            near(messages, named, conversation.isPresent() ? neighbours : 0).stream()
                    .mapToObj(messages::get)
                    .forEach(around::add);
        });
        return new RowFilter(query).memories(around);
    }

    private static BitSet near(List<IndexedRow> messages, Set<UUID> named, int neighbours) {
        var near = new BitSet();
        for (int i = 0; i < messages.size(); i++) {
            if (named.contains(messages.get(i).id())) {
                near.set(Math.max(0, i - neighbours), Math.min(messages.size(), i + neighbours + 1));
            }
        }
        return near;
    }
}
