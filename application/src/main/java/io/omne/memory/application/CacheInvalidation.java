package io.omne.memory.application;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/// Drops the cached views of what a transaction changes: once all its events are known, just before it
/// commits.
@Component
@ProcessingGroup("memory-cache")
class CacheInvalidation {

    private static final String CHANGED = CacheInvalidation.class.getName();

    private final MemoryCache cache;

    CacheInvalidation(MemoryCache cache) {
        this.cache = cache;
    }

    @EventHandler
    void on(MemoryEvent event) {
        if (event instanceof MemoryEvent.Created) {
            return;
        }
        Set<MemoryId> changed = CurrentUnitOfWork.get().root().getOrComputeResource(CHANGED, _ -> {
            var ids = new HashSet<MemoryId>();
            invalidateAround(CurrentUnitOfWork.get().root(), ids);
            return ids;
        });
        changed.add(event.id());
    }

    /// Commit handlers run in the reverse of their registration, so this one runs before the transaction's
    /// own.
    private void invalidateAround(UnitOfWork<?> work, Set<MemoryId> ids) {
        work.onCommit(it -> {
            MemoryCache.Invalidation invalidation = cache.invalidate(ids);
            it.onCleanup(_ -> invalidation.end());
        });
    }
}
