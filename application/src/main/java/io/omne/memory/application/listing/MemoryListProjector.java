package io.omne.memory.application.listing;

import io.omne.database.api.Savepoints;
import io.omne.events.api.EventBatches;
import io.omne.events.api.EventBatches.Batch;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.reading.MemoryCache;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the list, in {@link EventBatches}. An event that does not fit the state that its memory has in the
/// list becomes a dead letter. So do the later events of that memory, but not the events of other memories.
@Component
@ProcessingGroup(MemoryJobs.LIST_PROCESSOR)
class MemoryListProjector {

    private static final Logger log = LoggerFactory.getLogger(MemoryListProjector.class);

    private final MemoryList list;
    private final MemoryCache cache;
    private final EventBatches<Numbered, MemoryKey> batches;

    MemoryListProjector(MemoryList list, MemoryCache cache, FailureClassifier failures, Savepoints savepoints) {
        this.list = list;
        this.cache = cache;
        this.batches = new EventBatches<>(
                this::begin,
                Numbered::key,
                new RepeatedFailure(log, "a batch cannot be listed as a whole", failures),
                savepoints);
    }

    /// @param number the sequence of the event in its memory, from 0
    private record Numbered(MemoryEvent event, long number) {

        MemoryKey key() {
            return new MemoryKey(event.owner(), event.id());
        }
    }

    @EventHandler
    void on(MemoryEvent event, @SequenceNumber long number) {
        batches.take(new Numbered(event, number));
    }

    private Batch<Numbered, MemoryKey> begin(UnitOfWork<?> work) {
        list.lock();
        var batch = new ListBatch(list);
        batch.lookFor(memories(work));
        return new Batch<>() {
            @Override
            public void take(Numbered it) {
                batch.take(it.event(), it.number());
            }

            @Override
            public Set<MemoryKey> unsaved() {
                return batch.unsaved().keySet();
            }

            @Override
            public void save() {
                batch.save();
            }

            @Override
            public Set<MemoryKey> taken() {
                return batch.changed();
            }

            @Override
            public void committed() {
                cache.invalidate(Set.of(), batch.owners()).end();
            }
        };
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
}
