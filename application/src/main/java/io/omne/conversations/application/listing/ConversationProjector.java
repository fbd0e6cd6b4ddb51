package io.omne.conversations.application.listing;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationDeleted;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.conversations.application.ConversationJobs;
import io.omne.database.api.Savepoints;
import io.omne.events.api.EventBatches;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Folds events into the list of conversations, in {@link EventBatches}. There is a handler for each type of
/// {@link ConversationChange#EVENTS}, and for no other: events without a handler cost no transaction.
@Component
@ProcessingGroup(ConversationJobs.LIST_PROCESSOR)
class ConversationProjector {

    private static final Logger log = LoggerFactory.getLogger(ConversationProjector.class);

    private final EventBatches<ConversationChange, UUID> batches;

    ConversationProjector(ConversationList list, FailureClassifier failures, Savepoints savepoints) {
        this.batches = new EventBatches<>(
                _ -> new ConversationBatch(list),
                ConversationChange::owner,
                new RepeatedFailure(log, "a batch of conversations cannot be listed as a whole", failures),
                savepoints);
    }

    @EventHandler
    void on(Created event) {
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

    @EventHandler
    void on(ConversationRetitled event) {
        take(event);
    }

    @EventHandler
    void on(ConversationDeleted event) {
        take(event);
    }

    @EventHandler
    void on(MessagesArrived event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionAsked event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionStarted event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionCompleted event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionInterrupted event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionPostponed event) {
        take(event);
    }

    @EventHandler
    void on(ExtractionFailed event) {
        take(event);
    }

    private void take(MemoryEvent event) {
        ConversationChange.of(event).ifPresent(batches::take);
    }

    private void take(ConversationEvent event) {
        batches.take(new ConversationChange.Changed(event));
    }
}
