package io.omne.memory.application;

import io.omne.memory.MemoryEvent;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the list. A batch of them is saved as a whole, just before its transaction commits.
///
/// An event that does not fit what the list has of its memory is refused, and becomes a dead letter: so do
/// the memory's later ones, and no other memory's. Where a batch as a whole cannot be saved, the next events
/// are saved one by one, which finds the one to refuse.
@Component
@ProcessingGroup(MemoryListProjector.NAME)
class MemoryListProjector {

    static final String NAME = "memory-list";

    /// More than a batch has.
    private static final int ONE_BY_ONE = 1_000;

    private static final String BATCH = MemoryListProjector.class.getName();

    private static final Logger log = LoggerFactory.getLogger(MemoryListProjector.class);

    private final MemoryList list;
    private final MemoryCache cache;
    private final AtomicInteger oneByOne = new AtomicInteger();

    MemoryListProjector(MemoryList list, MemoryCache cache) {
        this.list = list;
        this.cache = cache;
    }

    @EventHandler
    void on(MemoryEvent event, @SequenceNumber long number) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        ListBatch batch = work.getOrComputeResource(BATCH, _ -> begin(work));
        batch.take(event, number);
        if (oneByOne.get() > 0) {
            oneByOne.decrementAndGet();
            batch.save();
        }
    }

    private ListBatch begin(UnitOfWork<?> work) {
        list.hold();
        var batch = new ListBatch(list);
        work.onPrepareCommit(_ -> saveAll(batch));
        // Commit handlers run in the reverse of their registration: before the transaction's own.
        work.onCommit(it -> {
            MemoryCache.Invalidation invalidation = cache.invalidate(Set.of(), batch.owners());
            it.onCleanup(_ -> invalidation.end());
        });
        return batch;
    }

    /// Axon calls this once for each event of the batch: the first call saves all.
    private void saveAll(ListBatch batch) {
        try {
            batch.save();
        } catch (RuntimeException e) {
            log.warn("a batch of events cannot be listed, they are tried one by one: {}", e.toString());
            oneByOne.set(ONE_BY_ONE);
            throw e;
        }
    }
}
