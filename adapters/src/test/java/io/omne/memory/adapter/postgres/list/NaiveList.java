package io.omne.memory.adapter.postgres.list;

import io.omne.access.UserId;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TimeRange;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a list is, word for word: the memories that match, sorted and cut.
final class NaiveList {

    private final Collection<Memory> memories;
    private final Map<MemoryId, Instant> accesses;

    NaiveList(Collection<Memory> memories, Map<MemoryId, Instant> accesses) {
        this.memories = memories;
        this.accesses = accesses;
    }

    record Answer(List<MemoryId> ids, PageStart.@Nullable After next) {}

    Answer answer(ListMemories query) {
        List<PageStart.After> all = matching(query)
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
                page.stream().map(PageStart.After::id).toList(), rest.size() > page.size() ? page.getLast() : null);
    }

    private Stream<Memory> matching(ListMemories query) {
        return memories.stream()
                .filter(memory -> memory.owner().equals(query.owner()))
                .filter(memory -> matches(memory, query.filter()));
    }

    /// Null for a page that a cursor names.
    @Nullable
    Long total(ListMemories query) {
        return query.start() instanceof PageStart.Page ? matching(query).count() : null;
    }

    /// Whether the read model has the total of such a list.
    static boolean isStored(MemoryFilter filter) {
        boolean hasFacets = !filter.statuses().isEmpty()
                || !filter.types().isEmpty()
                || !filter.sources().isEmpty();
        int tags = filter.tags().wanted().values().size();
        return filter.created().isAny()
                && filter.occurred().isAny()
                && filter.conversation() == null
                && filter.superseded() == null
                && filter.tags().excluded().values().isEmpty()
                && (tags == 0 || (tags <= 2 && !hasFacets));
    }

    /// Whether the total is the stored total of another list less the memories that the filter leaves out.
    static boolean isLeftOver(MemoryFilter filter) {
        return filter.created().isAny()
                && filter.occurred().isAny()
                && filter.conversation() == null
                && filter.tags().wanted().values().isEmpty()
                && !Boolean.TRUE.equals(filter.superseded());
    }

    /// How many memories of the user such a filter leaves out, for each of the reasons.
    long leftOut(UserId owner, MemoryFilter filter) {
        return memories.stream()
                .filter(memory -> memory.owner().equals(owner))
                .mapToLong(memory -> memory.details().tags().values().stream()
                                .filter(filter.tags().excluded().values()::contains)
                                .count()
                        + (Boolean.FALSE.equals(filter.superseded())
                                        && memory.details().supersededBy() != null
                                ? 1
                                : 0))
                .sum();
    }

    PageStart.After start(Memory memory, MemoryOrder order) {
        return new PageStart.After(
                switch (order.by()) {
                    case CREATED_AT -> memory.lifetime().createdAt();
                    case UPDATED_AT -> memory.lifetime().updatedAt();
                    case OCCURRED_AT -> occurred(memory);
                    case ACCESSED_AT -> Objects.requireNonNull(accesses.get(memory.id()));
                },
                memory.id());
    }

    record Selected(Set<MemoryId> ids, long count, long pending) {}

    Selected selection(UserId owner, MemoryFilter filter) {
        List<Memory> all = memories.stream()
                .filter(memory -> memory.owner().equals(owner) && matches(memory, filter))
                .toList();
        return new Selected(
                all.stream().map(Memory::id).collect(Collectors.toSet()),
                all.size(),
                all.stream()
                        .filter(memory -> memory.embedding().status() != EmbeddingStatus.COMPLETED)
                        .count());
    }

    private static boolean matches(Memory memory, MemoryFilter filter) {
        List<String> tags = memory.details().tags().values();
        List<String> wanted = filter.tags().wanted().values();
        boolean isSuperseded = memory.details().supersededBy() != null;
        return isOneOf(memory.details().type(), filter.types())
                && isOneOf(memory.origin().source(), filter.sources())
                && isOneOf(memory.embedding().status(), filter.statuses())
                && (filter.conversation() == null
                        || filter.conversation().equals(memory.origin().conversation()))
                && isWithin(memory.lifetime().createdAt(), filter.created())
                && isWithin(occurred(memory), filter.occurred())
                && (filter.superseded() == null || filter.superseded() == isSuperseded)
                && (wanted.isEmpty()
                        || (filter.tags().match() == TagFilter.Match.ALL
                                ? tags.containsAll(wanted)
                                : wanted.stream().anyMatch(tags::contains)))
                && filter.tags().excluded().values().stream().noneMatch(tags::contains);
    }

    private static <T> boolean isOneOf(T value, Set<T> wanted) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean isWithin(Instant time, TimeRange range) {
        return (range.after() == null || time.isAfter(range.after()))
                && (range.before() == null || time.isBefore(range.before()));
    }

    private static Instant occurred(Memory memory) {
        return Objects.requireNonNullElse(
                memory.details().occurredAt(), memory.lifetime().createdAt());
    }

    /// As text, ids compare as their bytes do.
    private static Comparator<PageStart.After> comparator(MemoryOrder order) {
        Comparator<PageStart.After> ascending = Comparator.comparing(PageStart.After::at)
                .thenComparing(it -> it.id().toString());
        return order.direction() == MemoryOrder.Direction.ASC ? ascending : ascending.reversed();
    }
}
