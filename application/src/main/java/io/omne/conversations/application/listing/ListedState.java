package io.omne.conversations.application.listing;

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
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.conversations.api.ConversationView.ExtractionView;
import io.omne.memory.Title;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the list shows of a conversation beside its messages, folded from its events.
public record ListedState(@Nullable Title title, ExtractionView extraction) {

    /// That of a conversation without events.
    public static final ListedState NONE = new ListedState(null, new ExtractionView(null, null, null));

    public ListedState next(ConversationEvent event) {
        return switch (event) {
            case ConversationRetitled it -> new ListedState(it.title(), extraction);
            case ConversationDeletionAsked _ -> this;
            case ConversationDeleted _ -> NONE;
            case MessagesArrived it -> arrived(it.dueAt());
            case ExtractionAsked it -> isProcessing() ? this : with(ExtractionStatus.PENDING, null, it.at());
            case ExtractionStarted it -> with(ExtractionStatus.PROCESSING, null, it.leasedUntil());
            case ExtractionCompleted it ->
                it.nextDueAt() == null
                        ? with(ExtractionStatus.COMPLETED, it.leftOut(), it.at())
                        : with(ExtractionStatus.PENDING, null, it.nextDueAt());
            case ExtractionInterrupted it -> with(ExtractionStatus.PENDING, it.failure(), it.dueAt());
            case ExtractionPostponed it -> with(ExtractionStatus.PENDING, it.failure(), it.dueAt());
            case ExtractionFailed it ->
                it.nextDueAt() == null
                        ? with(ExtractionStatus.FAILED, it.failure(), it.at())
                        : with(ExtractionStatus.PENDING, null, it.nextDueAt());
        };
    }

    /// A pause after a failure goes on.
    private ListedState arrived(Instant dueAt) {
        boolean isPaused = extraction.status() == ExtractionStatus.PENDING && extraction.error() != null;
        return isPaused || isProcessing() ? this : with(ExtractionStatus.PENDING, null, dueAt);
    }

    private boolean isProcessing() {
        return extraction.status() == ExtractionStatus.PROCESSING;
    }

    private ListedState with(ExtractionStatus status, @Nullable ExtractionFailure error, Instant at) {
        return new ListedState(title, new ExtractionView(status, error, at));
    }
}
