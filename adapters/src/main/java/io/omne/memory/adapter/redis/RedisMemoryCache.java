package io.omne.memory.adapter.redis;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryCache;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Caches views and lists, each in their own way, and tells both of a write at the same time.
@Component
class RedisMemoryCache implements MemoryCache {

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
        Set<MemoryId> ids = Set.copyOf(changed);
        Set<UserId> users = Set.copyOf(listed);
        String writer = UUID.randomUUID().toString();
        boolean begun = tell(views.begin(ids, writer), generations.begin(users, writer));
        if (!begun) {
            validity.invalidate();
        }
        return () -> {
            boolean ended = tell(views.end(ids, writer), generations.end(users, writer));
            if (!begun || !ended) {
                validity.invalidate();
            }
        };
    }

    private boolean tell(Mono<Void> ofViews, Mono<Void> ofLists) {
        try {
            Mono.when(ofViews, ofLists).block(RedisConfiguration.LONGEST_ANSWER);
            return true;
        } catch (RuntimeException e) {
            validity.lose(e);
            return false;
        }
    }
}
