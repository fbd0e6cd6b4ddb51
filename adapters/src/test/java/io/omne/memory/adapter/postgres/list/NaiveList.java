package io.omne.memory.adapter.postgres.list;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a list is, word for word: the memories that match, sorted and cut.
final class NaiveList {

    private final Collection<Memory> memories;
    private final Map<MemoryId, Instant> accesses;

    NaiveList(Collection<Memory> memories, Map<MemoryId, Instant> accesses) {
        this.memories = memories;
        this.accesses = accesses;
    }

    record Answer(List<MemoryId> ids, @Nullable Long total, PageStart.@Nullable After next) {}

    Answer answer(ListMemories query) {
        List<PageStart.After> all = memories.stream()
                .filter(memory -> memory.owner().equals(query.owner()))
                .filter(memory -> matches(memory, query.filter()))
                .map(memory -> start(memory, query.order()))
                .sorted(comparator(query.order()))
                .toList();
        List<PageStart.After> rest = switch (query.start()) {
            case PageStart.Page page ->
                all.stream().skip((page.number() - 1L) * query.perPage()).toList();
            case PageStart.After after ->
                all.stream()
                        .filter(it -> comparator(query.order()).compare(it, after) > 0)
                        .toList();
        };
        List<PageStart.After> page = rest.stream().limit(query.perPage()).toList();
        return new Answer(
                page.stream().map(PageStart.After::id).toList(),
                query.start() instanceof PageStart.Page ? (long) all.size() : null,
                rest.size() > page.size() ? page.getLast() : null);
    }

    PageStart.After start(Memory memory, MemoryOrder order) {
        return new PageStart.After(
                switch (order.by()) {
                    case CREATED_AT -> memory.lifetime().createdAt();
                    case UPDATED_AT -> memory.lifetime().updatedAt();
                    case ACCESSED_AT -> Objects.requireNonNull(accesses.get(memory.id()));
                },
                memory.id());
    }

    private static boolean matches(Memory memory, MemoryFilter filter) {
        List<String> tags = memory.details().tags().values();
        List<String> asked = filter.tags().values();
        Instant created = memory.lifetime().createdAt();
        return (filter.type() == null || filter.type() == memory.details().type())
                && (filter.source() == null
                        || filter.source() == memory.origin().source())
                && (filter.status() == null
                        || filter.status() == memory.embedding().status())
                && (filter.createdAfter() == null || created.isAfter(filter.createdAfter()))
                && (filter.createdBefore() == null || created.isBefore(filter.createdBefore()))
                && (asked.isEmpty()
                        || (filter.match() == TagsMatch.ALL
                                ? tags.containsAll(asked)
                                : asked.stream().anyMatch(tags::contains)));
    }

    /// As text, ids compare as their bytes do.
    private static Comparator<PageStart.After> comparator(MemoryOrder order) {
        Comparator<PageStart.After> ascending = Comparator.comparing(PageStart.After::at)
                .thenComparing(it -> it.id().toString());
        return order.direction() == MemoryOrder.Direction.ASC ? ascending : ascending.reversed();
    }
}
