package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryCache;
import java.util.Set;
import reactor.core.publisher.Mono;

/// A cache that is away.
public final class NoCache implements MemoryCache {

    public static final Invalidation NOTHING_TO_TELL = new Invalidation() {

        @Override
        public void await() {}

        @Override
        public void end() {}
    };

    @Override
    public Mono<MemoryView> find(MemoryId id, Mono<MemoryView> source) {
        return source;
    }

    @Override
    public Mono<MemoryPage> page(ListMemories query, Mono<MemoryPage> source) {
        return source;
    }

    @Override
    public Invalidation invalidate(Set<MemoryId> changed, Set<UserId> listed) {
        return NOTHING_TO_TELL;
    }
}
