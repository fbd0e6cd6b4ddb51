package io.omne.recall.application.indexing;

import io.omne.database.api.Savepoints;
import io.omne.events.api.EventBatches;
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
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the index of words, in {@link EventBatches}.
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

    private static final Logger log = LoggerFactory.getLogger(WordProjector.class);

    private final EventBatches<MemoryEvent, MemoryKey> batches;

    WordProjector(
            IndexedMemories index,
            EventEntries edited,
            IndexEntries entries,
            FailureClassifier failures,
            Savepoints savepoints) {
        this.batches = new EventBatches<>(
                _ -> new IndexBatch(index, edited, entries),
                event -> new MemoryKey(event.owner(), event.id()),
                new RepeatedFailure(log, "a batch cannot be indexed as a whole", failures),
                savepoints);
    }

    @EventHandler
    void on(Created event) {
        batches.take(event);
    }

    @EventHandler
    void on(ContentChanged event) {
        batches.take(event);
    }

    @EventHandler
    void on(Retitled event) {
        batches.take(event);
    }

    @EventHandler
    void on(Retagged event) {
        batches.take(event);
    }

    @EventHandler
    void on(MetadataReplaced event) {
        batches.take(event);
    }

    @EventHandler
    void on(OccurredAtChanged event) {
        batches.take(event);
    }

    @EventHandler
    void on(Deleted event) {
        batches.take(event);
    }
}
