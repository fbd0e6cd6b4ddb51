package io.omne.recall.application.indexing;

import io.omne.database.api.Savepoints;
import io.omne.events.api.BatchRejected;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryKey;
import io.omne.recall.application.RecallJobs;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the index of words. A batch of events is saved as a whole, just before its transaction
/// commits. If that fails, its memories become suspects: when the batch is handled again, each of their events is
/// saved alone, and the one that fails becomes a dead letter.
///
/// There is a handler for each type of event that changes what is indexed. Other events cost no transaction.
@Component
@ProcessingGroup(RecallJobs.PROCESSOR)
class WordProjector {

    /// The events that change words. Each has a handler, and no others have.
    static final Set<Class<?>> TYPES = Set.of(
            Created.class,
            ContentChanged.class,
            Retitled.class,
            Retagged.class,
            MetadataReplaced.class,
            OccurredAtChanged.class,
            Deleted.class);

    private static final String BATCH = WordProjector.class.getName();

    private static final Logger log = LoggerFactory.getLogger(WordProjector.class);

    private final IndexedMemories index;
    private final EventEntries edited;
    private final IndexEntries entries;
    private final RepeatedFailure failure;
    private final Savepoints savepoints;
    private final Set<MemoryKey> suspects = ConcurrentHashMap.newKeySet();

    WordProjector(
            IndexedMemories index,
            EventEntries edited,
            IndexEntries entries,
            FailureClassifier failures,
            Savepoints savepoints) {
        this.index = index;
        this.edited = edited;
        this.entries = entries;
        this.savepoints = savepoints;
        this.failure = new RepeatedFailure(log, "a batch cannot be indexed as a whole", failures);
    }

    @EventHandler
    void on(Created event) {
        take(event);
    }

    @EventHandler
    void on(ContentChanged event) {
        take(event);
    }

    @EventHandler
    void on(Retitled event) {
        take(event);
    }

    @EventHandler
    void on(Retagged event) {
        take(event);
    }

    @EventHandler
    void on(MetadataReplaced event) {
        take(event);
    }

    @EventHandler
    void on(OccurredAtChanged event) {
        take(event);
    }

    @EventHandler
    void on(Deleted event) {
        take(event);
    }

    private void take(MemoryEvent event) {
        UnitOfWork<?> work = CurrentUnitOfWork.get().root();
        IndexBatch batch = work.getOrComputeResource(BATCH, _ -> begin(work));
        if (suspects.contains(new MemoryKey(event.owner(), event.id()))) {
            saveAll(batch);
            batch.take(event);
            savepoints.run(batch::save);
        } else {
            batch.take(event);
        }
    }

    private IndexBatch begin(UnitOfWork<?> work) {
        var batch = new IndexBatch(index, edited, entries);
        work.onPrepareCommit(_ -> saveAll(batch));
        work.afterCommit(_ -> suspects.removeAll(batch.saved()));
        return batch;
    }

    /// Throws {@link BatchRejected} if the batch cannot be saved, so that the failure is not attributed to the
    /// event that is being handled, and the transaction is rolled back. Before the commit, Axon calls this once for
    /// each event of the batch; the first call saves all of them.
    private void saveAll(IndexBatch batch) {
        Set<MemoryKey> unsaved = batch.unsaved();
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
