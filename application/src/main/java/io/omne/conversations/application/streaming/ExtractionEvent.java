package io.omne.conversations.application.streaming;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event of an extraction as the owner of its conversation sees it. The fields have the names of the
/// HTTP contract. What the event does not say is null.
///
/// @param sequence its number among the events of the conversation, from 1
/// @param status the state after it
/// @param attempt the number of the attempt that begins, from 1
/// @param messages how many messages were read
/// @param memories how many memories tell of them, new or not
/// @param error why the attempt failed or was interrupted, or what was found and not stored
/// @param retryAt when the next attempt is due
public record ExtractionEvent(
        UUID conversationId,
        long sequence,
        ExtractionEventType type,
        Instant at,
        @Nullable ExtractionStatus status,
        @Nullable Integer attempt,
        @Nullable Integer messages,
        @Nullable Integer memories,
        @Nullable ExtractionFailure error,
        @Nullable Instant retryAt) {

    /// Empty if the event is not one of an extraction.
    static Optional<ExtractionEvent> of(ConversationEvent event, long sequence) {
        return ExtractionEventType.of(event).map(type -> of(event, sequence, type));
    }

    private static ExtractionEvent of(ConversationEvent event, long sequence, ExtractionEventType type) {
        var plain = new ExtractionEvent(event.id(), sequence, type, event.at(), null, null, null, null, null, null);
        return switch (event) {
            case ExtractionStarted it -> plain.started(it.attempt());
            case ExtractionCompleted it -> plain.completed(it);
            case ExtractionInterrupted it -> plain.ended(ExtractionStatus.PENDING, it.failure(), it.dueAt());
            case ExtractionPostponed it -> plain.ended(ExtractionStatus.PENDING, it.failure(), it.dueAt());
            case ExtractionFailed it ->
                plain.ended(
                        it.nextDueAt() == null ? ExtractionStatus.FAILED : ExtractionStatus.PENDING,
                        it.failure(),
                        it.nextDueAt());
            default -> plain;
        };
    }

    private ExtractionEvent started(int number) {
        return new ExtractionEvent(
                conversationId, sequence, type, at, ExtractionStatus.PROCESSING, number, null, null, null, null);
    }

    /// Further messages may wait.
    private ExtractionEvent completed(ExtractionCompleted it) {
        ExtractionStatus after = it.nextDueAt() == null ? ExtractionStatus.COMPLETED : ExtractionStatus.PENDING;
        return new ExtractionEvent(
                conversationId, sequence, type, at, after, null, it.messages(), it.memories(), it.leftOut(), null);
    }

    private ExtractionEvent ended(
            ExtractionStatus after, @Nullable ExtractionFailure failure, @Nullable Instant dueAt) {
        return new ExtractionEvent(conversationId, sequence, type, at, after, null, null, null, failure, dueAt);
    }
}
