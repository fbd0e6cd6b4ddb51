package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// What owners ask of their memories.
@Component
class MemoryQueries {

    private final MemoryViews views;
    private final MemoryCache cache;
    private final Accesses accesses;
    private final Clock clock;

    MemoryQueries(MemoryViews views, MemoryCache cache, Accesses accesses, Clock clock) {
        this.views = views;
        this.cache = cache;
        this.accesses = accesses;
        this.clock = clock;
    }

    @QueryHandler
    CompletableFuture<@Nullable MemoryView> handle(FindMemory query) {
        var key = new MemoryKey(query.owner(), query.id());
        return cache.find(key.id(), views.find(key))
                .filter(view -> view.userId().equals(query.owner().value()))
                .map(view -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    accesses.record(key, now);
                    return view.accessedAt(now);
                })
                .switchIfEmpty(Mono.error(MemoryNotFound::new))
                .toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable MemoryPage> handle(ListMemories query) {
        return views.list(query).toFuture();
    }
}
