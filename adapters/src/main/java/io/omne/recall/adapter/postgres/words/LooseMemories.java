package io.omne.recall.adapter.postgres.words;

import io.omne.memory.MemoryId;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.UserMemories;
import io.omne.recall.domain.IndexedMemory;
import java.time.Instant;
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
record LooseMemories(ParsedQuery query, Group.OfLoose group) implements UserMemories {

    @Override
    public List<IndexedMemory> around(Collection<MemoryId> ids, int neighbours) {
        Set<UUID> named = ids.stream().map(MemoryId::value).collect(Collectors.toSet());
        Set<UUID> wanted = group.open().stream()
                .mapToObj(group::memory)
                .filter(it -> it.conversation() != null && named.contains(it.id()))
                .map(IndexedRow::conversation)
                .collect(Collectors.toSet());
        Map<Optional<UUID>, List<Integer>> conversations = group.open().stream()
                .filter(it -> named.contains(group.memory(it).id())
                        || wanted.contains(group.memory(it).conversation()))
                .boxed()
                .collect(Collectors.groupingBy(
                        it -> Optional.ofNullable(group.memory(it).conversation()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        var filter = new RowFilter(query);
        var around = new ArrayList<IndexedMemory>();
        conversations.forEach((conversation, offsets) -> {
            offsets.sort(Comparator.<Integer, Instant>comparing(
                            it -> group.memory(it).at())
                    .thenComparingLong(group::number));
            near(offsets, named, conversation.isPresent() ? neighbours : 0).stream()
                    .map(offsets::get)
                    .mapToObj(it -> filter.memory(group.memory(it), group.frequencies()[it]))
                    .flatMap(Optional::stream)
                    .forEach(around::add);
        });
        return around;
    }

    private BitSet near(List<Integer> offsets, Set<UUID> named, int neighbours) {
        var near = new BitSet();
        for (int i = 0; i < offsets.size(); i++) {
            if (named.contains(group.memory(offsets.get(i)).id())) {
                near.set(Math.max(0, i - neighbours), Math.min(offsets.size(), i + neighbours + 1));
            }
        }
        return near;
    }
}
