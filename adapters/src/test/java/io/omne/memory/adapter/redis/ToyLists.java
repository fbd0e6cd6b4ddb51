package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.api.Filters;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.TagFilter.Match;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/// Queries, pages that tell when they were read, and a database that counts how often it is asked.
final class ToyLists {

    private final AtomicInteger asked = new AtomicInteger();

    static UserId someone() {
        return new UserId(UUID.randomUUID());
    }

    /// The ten newest.
    static ListMemories recent(UserId user) {
        return page(user, 1, 10);
    }

    static ListMemories page(UserId user, int number, int perPage) {
        return query(user, MemoryFilter.NONE, new PageStart.Page(number), perPage);
    }

    static ListMemories notes(UserId user) {
        return query(user, Filters.type(MemoryType.NOTE), ListMemories.FIRST_PAGE, 10);
    }

    static ListMemories tagged(UserId user, Match match, String... tags) {
        return query(user, Filters.tags(match, tags), ListMemories.FIRST_PAGE, 10);
    }

    static ListMemories after(UserId user, MemoryId id) {
        return query(user, MemoryFilter.NONE, new PageStart.After(Instant.EPOCH, id), 10);
    }

    private static ListMemories query(UserId user, MemoryFilter filter, PageStart start, int perPage) {
        return new ListMemories(user, filter, MemoryOrder.NEWEST_FIRST, start, perPage);
    }

    /// A page as it was when the user's lists were at this state.
    static MemoryPage at(long state) {
        return holding(state, "content");
    }

    static MemoryPage holding(long state, String... contents) {
        List<MemoryView> data =
                Stream.of(contents).map(content -> view(content, state)).toList();
        var last = new MemoryId(data.getLast().id());
        return new MemoryPage(
                data, state, null, new PageStart.After(data.getLast().createdAt(), last), false);
    }

    private static MemoryView view(String content, long state) {
        Instant at = Instant.parse("2026-11-20T10:00:00.123456Z");
        return new MemoryView(
                UUID.randomUUID(),
                UUID.randomUUID(),
                content,
                MemoryType.NOTE,
                MemorySource.MANUAL,
                null,
                "ein Titel – 🙂",
                List.of("a", "b"),
                Map.of("n", BigInteger.TEN, "x", new BigDecimal("1.50")),
                EmbeddingStatus.PENDING,
                null,
                null,
                null,
                null,
                null,
                at,
                at,
                at,
                List.of(),
                null,
                null,
                1,
                state);
    }

    /// Asks this database.
    Mono<MemoryPage> giving(MemoryPage page) {
        return Mono.fromCallable(() -> {
            asked.incrementAndGet();
            return page;
        });
    }

    int asked() {
        return asked.get();
    }
}
