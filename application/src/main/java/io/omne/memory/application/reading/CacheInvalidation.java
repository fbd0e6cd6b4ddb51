package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.events.api.GroupedCommand;
import io.omne.events.api.OutsideTransaction;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.api.DeclaredChanges;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Invalidates the cache entries of the memories and lists that a command changes. Those that the command declares
/// are invalidated before its transaction begins and after it has ended; those that only its events show, after it
/// has ended. The cache is never called within the transaction, because a slow cache would delay the transaction.
/// The transaction of a command that shares one begins when the command is committed, so it waits for the cache then.
///
/// The lists themselves change when the projector has caught up, and the projector invalidates them again. They are
/// invalidated here too, so that owners do not get the old lists after their write is acknowledged.
@Component
@ProcessingGroup("memory-cache")
class CacheInvalidation implements OutsideTransaction {

    private static final String CHANGED = CacheInvalidation.class.getName();

    private final MemoryCache cache;

    CacheInvalidation(MemoryCache cache) {
        this.cache = cache;
    }

    private record Changed(Set<MemoryId> memories, Set<UserId> owners) {

        private Changed() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> work, InterceptorChain chain)
            throws Exception {
        Changed changed = changed(work);
        if (work.getMessage().getPayload() instanceof DeclaredChanges declared) {
            MemoryCache.Invalidation begun = cache.invalidate(declared.changed(), declared.listed());
            work.onCleanup(_ -> begun.end());
            if (GroupedCommand.isOne(declared)) {
                work.onPrepareCommit(_ -> begun.await());
            } else {
                begun.await();
            }
            work.onPrepareCommit(_ -> {
                changed.memories().removeAll(declared.changed());
                changed.owners().removeAll(declared.listed());
            });
        }
        return chain.proceed();
    }

    @EventHandler
    void on(MemoryEvent event) {
        Changed changed = changed(CurrentUnitOfWork.get().root());
        if (!(event instanceof MemoryEvent.Created)) {
            changed.memories().add(event.id());
        }
        if (event.ofOwner()) {
            changed.owners().add(event.owner());
        }
    }

    private Changed changed(UnitOfWork<?> work) {
        return work.getOrComputeResource(CHANGED, _ -> {
            var changed = new Changed();
            work.onCleanup(_ -> invalidate(changed));
            return changed;
        });
    }

    private void invalidate(Changed changed) {
        if (!changed.memories().isEmpty() || !changed.owners().isEmpty()) {
            cache.invalidate(changed.memories(), changed.owners()).end();
        }
    }
}
