package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/// Drops what is cached of what a transaction changes: once all its events are known, just before it commits.
/// Lists change when the projector has caught up, which drops them again; owners must not find the old ones
/// once their write is acknowledged.
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
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        Changed changed = work.getOrComputeResource(CHANGED, _ -> {
            var nothing = new Changed(new HashSet<>(), new HashSet<>());
            invalidateAround(work, nothing);
            return nothing;
        });
        if (!(event instanceof MemoryEvent.Created)) {
            changed.memories().add(event.id());
        }
        if (event.ofOwner()) {
            changed.owners().add(event.owner());
        }
    }

    /// Commit handlers run in the reverse of their registration, so this one runs before the transaction's
    /// own.
    private void invalidateAround(UnitOfWork<?> work, Changed changed) {
        work.onCommit(it -> {
            MemoryCache.Invalidation invalidation = cache.invalidate(changed.memories(), changed.owners());
            it.onCleanup(_ -> invalidation.end());
        });
    }

    private record Changed(Set<MemoryId> memories, Set<UserId> owners) {}
}
