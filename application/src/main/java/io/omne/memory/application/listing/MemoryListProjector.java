package io.omne.memory.application.listing;

import io.omne.database.api.Savepoints;
import io.omne.events.api.BatchRejected;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.reading.MemoryCache;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the list. A batch of events is saved as a whole, just before its transaction commits.
///
/// An event that does not fit the state that its memory has in the list becomes a dead letter. So do the later
/// events of that memory, but not the events of other memories. If a batch cannot be saved as a whole, its memories
/// become suspects: when the batch is handled again, each of their events is saved alone, which shows which event
/// fails.
@Component
@ProcessingGroup(MemoryJobs.LIST_PROCESSOR)
class MemoryListProjector {

    private static final String BATCH = MemoryListProjector.class.getName();

    private static final Logger log = LoggerFactory.getLogger(MemoryListProjector.class);

    private final MemoryList list;
    private final MemoryCache cache;
    private final RepeatedFailure failure;
    private final Savepoints savepoints;
    private final Set<MemoryKey> suspects = ConcurrentHashMap.newKeySet();

    MemoryListProjector(MemoryList list, MemoryCache cache, FailureClassifier failures, Savepoints savepoints) {
        this.list = list;
        this.cache = cache;
        this.savepoints = savepoints;
        this.failure = new RepeatedFailure(log, "a batch cannot be listed as a whole", failures);
    }

    @EventHandler
    void on(MemoryEvent event, @SequenceNumber long number) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        ListBatch batch = work.getOrComputeResource(BATCH, _ -> begin(work));
        if (suspects.contains(new MemoryKey(event.owner(), event.id()))) {
            saveAll(batch);
            batch.take(event, number);
            savepoints.run(batch::save);
        } else {
            batch.take(event, number);
        }
    }

    private ListBatch begin(UnitOfWork<?> work) {
        list.lock();
        var batch = new ListBatch(list);
        batch.lookFor(memories(work));
        work.onPrepareCommit(_ -> saveAll(batch));
        work.afterCommit(_ -> {
            suspects.removeAll(batch.changed());
            cache.invalidate(Set.of(), batch.owners()).end();
        });
        return batch;
    }

    /// The memories of the events in a batch; empty for the retry of a dead letter, which is not a batch. Leaves
    /// out events that cannot be read: they fail when they are handled.
    private static Set<MemoryKey> memories(UnitOfWork<?> work) {
        List<? extends Message<?>> messages =
                work instanceof BatchingUnitOfWork<?> batch ? batch.getMessages() : List.of();
        var keys = new HashSet<MemoryKey>();
        for (Message<?> message : messages) {
            try {
                if (message.getPayload() instanceof MemoryEvent event) {
                    keys.add(new MemoryKey(event.owner(), event.id()));
                }
            } catch (RuntimeException e) {
                log.debug("{} cannot be read", message.getIdentifier(), e);
            }
        }
        return keys;
    }

    /// Throws {@link BatchRejected} if the batch cannot be saved, so that the failure is not attributed to the
    /// event that is being handled, and the transaction is rolled back. Before the commit, Axon calls this once for
    /// each event of the batch; the first call saves all of them.
    private void saveAll(ListBatch batch) {
        Set<MemoryKey> unsaved = Set.copyOf(batch.unsaved().keySet());
        try {
            batch.save();
            if (!unsaved.isEmpty()) {
                failure.over();
            }
        } catch (RuntimeException e) {
            failure.occurred(e);
            suspects.addAll(unsaved);
            throw new BatchRejected(e);
        }
    }
}
