package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryCache;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Caches views and lists, each in their own way, and tells both of a write at the same time.
@Component
class RedisMemoryCache implements MemoryCache {

    /// For this time a writer that has entered keeps readers from storing lists, even if it never leaves. A write
    /// that is over by then need not wait until Redis knows.
    private static final Duration KEPT_OUT = Duration.ofSeconds(30);

    /// Longer than an answer takes.
    private static final Duration LONGEST = RedisConfiguration.LONGEST_ANSWER.multipliedBy(2);

    private final CachedViews views;
    private final CachedLists lists;
    private final ListGeneration generations;
    private final CacheValidity validity;

    RedisMemoryCache(CachedViews views, CachedLists lists, ListGeneration generations, CacheValidity validity) {
        this.views = views;
        this.lists = lists;
        this.generations = generations;
        this.validity = validity;
    }

    @Override
    public Mono<MemoryView> find(MemoryId id, Mono<MemoryView> source) {
        return views.find(id, source);
    }

    @Override
    public Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source) {
        return lists.page(query, source);
    }

    @Override
    public Invalidation invalidate(Set<MemoryId> changed, Set<UserId> listed) {
        return new Write(Set.copyOf(changed), Set.copyOf(listed));
    }

    private final class Write implements Invalidation {

        private final Set<MemoryId> ids;
        private final Set<UserId> users;
        private final String writer = UUID.randomUUID().toString();
        private final long began = System.nanoTime();
        private final CompletableFuture<@Nullable Boolean> begun;

        private Write(Set<MemoryId> ids, Set<UserId> users) {
            this.ids = ids;
            this.users = users;
            this.begun = tell(views.begin(ids, writer), generations.begin(users, writer), false);
        }

        @Override
        public void await() {
            if (!isTold(begun)) {
                validity.invalidate();
            }
        }

        /// The writers of a user's lists are in a set, and readers are kept out until the last one has left or was
        /// given up. A view has one fence for all its writers, so each of them must leave before its write is
        /// acknowledged.
        @Override
        public void end() {
            boolean hasBegun = isTold(begun);
            boolean isKeptOut = hasBegun && ids.isEmpty() && System.nanoTime() - began < KEPT_OUT.toNanos();
            var ended = tell(views.end(ids, writer), generations.end(users, writer), isKeptOut);
            if (!isKeptOut && (!isTold(ended) || !hasBegun)) {
                validity.invalidate();
            }
        }
    }

    /// @param isAlone whether nobody waits for the answer
    private CompletableFuture<@Nullable Boolean> tell(Mono<Void> ofViews, Mono<Void> ofLists, boolean isAlone) {
        return Mono.when(ofViews, ofLists)
                .timeout(RedisConfiguration.LONGEST_ANSWER)
                .thenReturn(true)
                .onErrorResume(e -> {
                    validity.lose(e);
                    if (isAlone) {
                        validity.invalidateSoon();
                    }
                    return Mono.just(false);
                })
                .toFuture();
    }

    private static boolean isTold(CompletableFuture<@Nullable Boolean> told) {
        try {
            return Boolean.TRUE.equals(told.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
