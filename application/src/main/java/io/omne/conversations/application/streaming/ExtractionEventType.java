package io.omne.conversations.application.streaming;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationDeleted;
import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import java.util.Locale;
import java.util.Optional;

/// The name of an event of an extraction for clients. The names are part of the HTTP contract: they do
/// not change, even if the classes do.
public enum ExtractionEventType {
    EXTRACTION_ASKED,
    EXTRACTION_STARTED,
    EXTRACTION_INTERRUPTED,
    EXTRACTION_COMPLETED,
    EXTRACTION_POSTPONED,
    EXTRACTION_FAILED;

    /// Empty if the event is not one of an extraction.
    static Optional<ExtractionEventType> of(ConversationEvent event) {
        return switch (event) {
            case ExtractionAsked _ -> Optional.of(EXTRACTION_ASKED);
            case ExtractionStarted _ -> Optional.of(EXTRACTION_STARTED);
            case ExtractionInterrupted _ -> Optional.of(EXTRACTION_INTERRUPTED);
            case ExtractionCompleted _ -> Optional.of(EXTRACTION_COMPLETED);
            case ExtractionPostponed _ -> Optional.of(EXTRACTION_POSTPONED);
            case ExtractionFailed _ -> Optional.of(EXTRACTION_FAILED);
            case ConversationRetitled _, ConversationDeletionAsked _, ConversationDeleted _, MessagesArrived _ ->
                Optional.empty();
        };
    }

    /// The name as it is written, such as `extraction_completed`.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
