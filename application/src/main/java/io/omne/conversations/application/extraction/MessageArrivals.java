package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.ConversationJobs;
import io.omne.database.api.Savepoints;
import io.omne.events.api.EventBatches;
import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemorySource;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes up new messages, from which memories are to be extracted, in {@link EventBatches}, and forgets deleted ones.
@Component
@ProcessingGroup(ConversationJobs.EXTRACTION_PROCESSOR)
class MessageArrivals {

    private static final Logger log = LoggerFactory.getLogger(MessageArrivals.class);

    private final SelectedExtractor extractor;
    private final EventBatches<MemoryEvent, UserId> batches;

    MessageArrivals(
            ArrivedMessages.Stores stores,
            SelectedExtractor extractor,
            FailureClassifier failures,
            Savepoints savepoints) {
        this.extractor = extractor;
        this.batches = new EventBatches<>(
                _ -> new ArrivedMessages(stores),
                MemoryEvent::owner,
                new RepeatedFailure(log, "new messages are not read for memories", failures),
                savepoints);
    }

    @EventHandler
    void on(Created event) {
        if (extractor.isOn()
                && event.origin().source() == MemorySource.CHAT
                && event.origin().conversation() != null) {
            batches.take(event);
        }
    }

    @EventHandler
    void on(Deleted event) {
        if (extractor.isOn()) {
            batches.take(event);
        }
    }

    static ConversationKey key(Created event) {
        return new ConversationKey(
                event.owner(), Objects.requireNonNull(event.origin().conversation()));
    }
}
