package io.omne;

import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.TimeRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Computes pages of memories according to the contract, in the simplest way.
final class TestLists {

    private TestLists() {}

    static MemoryPage page(ListMemories query, List<MemoryView> own, boolean isStale) {
        By by = query.order().by();
        Comparator<MemoryView> order = order(by, query.order().direction());
        List<MemoryView> all = own.stream()
                .filter(it -> passes(it, query.filter()))
                .sorted(order)
                .toList();
        int begin = switch (query.start()) {
            case PageStart.Page(int number) -> (number - 1) * query.perPage();
            case PageStart.After(Instant at, MemoryId id) -> {
                Comparator<Key> keys = keys(query.order().direction());
                var last = new Key(at, id.toString());
                yield (int) all.stream()
                        .filter(it -> keys.compare(key(it, by), last) <= 0)
                        .count();
            }
        };
        List<MemoryView> page = all.stream().skip(begin).limit(query.perPage()).toList();
        boolean isLast = begin + page.size() >= all.size();
        return new MemoryPage(
                page,
                query.start() instanceof PageStart.Page ? (long) all.size() : null,
                null,
                isLast ? null : after(page.getLast(), by),
                isStale);
    }

    private static boolean passes(MemoryView it, MemoryFilter filter) {
        List<String> wanted = filter.tags().wanted().values();
        return isOneOf(it.memoryType(), filter.types())
                && isOneOf(it.source(), filter.sources())
                && isOneOf(it.embeddingStatus(), filter.statuses())
                && (filter.conversation() == null || filter.conversation().equals(it.conversationId()))
                && (filter.superseded() == null || filter.superseded() == (it.supersededBy() != null))
                && (wanted.isEmpty()
                        || switch (filter.tags().match()) {
                            case ALL -> it.tags().containsAll(wanted);
                            case ANY -> wanted.stream().anyMatch(it.tags()::contains);
                        })
                && filter.tags().excluded().values().stream().noneMatch(it.tags()::contains)
                && isWithin(it.createdAt(), filter.created())
                && isWithin(time(it, By.OCCURRED_AT), filter.occurred());
    }

    private static <T> boolean isOneOf(T value, Set<T> wanted) {
        return wanted.isEmpty() || wanted.contains(value);
    }

    private static boolean isWithin(Instant time, TimeRange range) {
        return (range.after() == null || time.isAfter(range.after()))
                && (range.before() == null || time.isBefore(range.before()));
    }

    private static Comparator<MemoryView> order(By by, Direction direction) {
        return Comparator.comparing(it -> key(it, by), keys(direction));
    }

    /// Ids in the order of their hexadecimal digits, as in PostgreSQL.
    private static Comparator<Key> keys(Direction direction) {
        Comparator<Key> ascending = Comparator.comparing(Key::at).thenComparing(Key::id);
        return direction == Direction.ASC ? ascending : ascending.reversed();
    }

    private static Key key(MemoryView it, By by) {
        return new Key(time(it, by), it.id().toString());
    }

    private static PageStart.After after(MemoryView it, By by) {
        return new PageStart.After(time(it, by), new MemoryId(it.id()));
    }

    private static Instant time(MemoryView it, By by) {
        return switch (by) {
            case CREATED_AT -> it.createdAt();
            case UPDATED_AT -> it.updatedAt();
            case OCCURRED_AT -> Objects.requireNonNullElse(it.occurredAt(), it.createdAt());
            case ACCESSED_AT -> it.accessedAt();
        };
    }

    private record Key(Instant at, String id) {}
}
