package io.omne.conversations.domain;

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
import io.omne.conversations.domain.Extraction.Completed;
import io.omne.conversations.domain.Extraction.Failed;
import io.omne.conversations.domain.Extraction.NotBegun;
import io.omne.conversations.domain.Extraction.Pending;
import io.omne.conversations.domain.Extraction.Processing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Folds events into the state of an extraction.
final class ExtractionFold {

    private ExtractionFold() {}

    /// @param sequence how many events the conversation has after this one
    static Extraction next(Extraction it, ConversationEvent event, long sequence) {
        return switch (event) {
            case ConversationRetitled _, ConversationDeletionAsked _ -> it;
            case ConversationDeleted _ -> new NotBegun();
            case MessagesArrived e -> arrived(it, e);
            case ExtractionAsked e -> asked(it, e.at());
            case ExtractionStarted e -> started(it, e, sequence);
            case ExtractionCompleted e -> completed(it, e);
            case ExtractionInterrupted e -> interrupted(processing(it), e);
            case ExtractionPostponed e -> postponed(it, e);
            case ExtractionFailed e -> failed(it, e);
        };
    }

    private static Extraction arrived(Extraction it, MessagesArrived event) {
        return switch (it) {
            case NotBegun _, Completed _ -> fresh(event.dueAt(), event.tokens());
            case Failed failed -> fresh(event.dueAt(), failed.tokens() + event.tokens());
            case Pending pending -> later(pending, event);
            case Processing processing ->
                with(
                        processing,
                        processing.later() == null
                                ? fresh(event.dueAt(), event.tokens())
                                : later(processing.later(), event));
        };
    }

    /// A pause after a failure is not shortened.
    private static Pending later(Pending it, MessagesArrived event) {
        return new Pending(
                it.attempts(),
                it.losses(),
                it.failure() != null ? it.dueAt() : event.dueAt(),
                it.failure(),
                it.tokens() + event.tokens());
    }

    private static Pending fresh(Instant dueAt, long tokens) {
        return new Pending(0, 0, dueAt, null, tokens);
    }

    private static Processing with(Processing it, @Nullable Pending later) {
        return new Processing(it.attempt(), it.losses(), it.claim(), it.leasedUntil(), it.tokens(), later);
    }

    private static Extraction asked(Extraction it, Instant at) {
        return switch (it) {
            case NotBegun _, Completed _ -> fresh(at, 0);
            case Failed failed -> fresh(at, failed.tokens());
            case Pending pending -> fresh(at, pending.tokens());
            case Processing processing ->
                with(
                        processing,
                        fresh(
                                at,
                                processing.later() == null
                                        ? 0
                                        : processing.later().tokens()));
        };
    }

    private static Extraction started(Extraction it, ExtractionStarted event, long sequence) {
        if (!(it instanceof Pending pending)) {
            throw impossible();
        }
        return new Processing(event.attempt(), pending.losses(), sequence, event.leasedUntil(), pending.tokens(), null);
    }

    private static Extraction completed(Extraction it, ExtractionCompleted event) {
        Processing done = processing(it);
        return event.nextDueAt() == null
                ? new Completed(event.at(), event.leftOut())
                : fresh(event.nextDueAt(), laterTokens(done));
    }

    private static Extraction interrupted(Processing it, ExtractionInterrupted event) {
        return new Pending(it.attempt() - 1, it.losses(), event.dueAt(), event.failure(), tokens(it));
    }

    private static Extraction postponed(Extraction it, ExtractionPostponed event) {
        Processing lost = processing(it);
        boolean isLoss = event.failure().equals(ExtractionFailure.INSTANCE_LOST);
        return new Pending(
                isLoss ? lost.attempt() - 1 : lost.attempt(),
                isLoss ? lost.losses() + 1 : lost.losses(),
                event.dueAt(),
                event.failure(),
                tokens(lost));
    }

    private static Extraction failed(Extraction it, ExtractionFailed event) {
        Processing last = processing(it);
        return event.nextDueAt() == null
                ? new Failed(last.attempt(), event.failure(), event.at(), last.tokens())
                : fresh(event.nextDueAt(), laterTokens(last));
    }

    private static long tokens(Processing it) {
        return it.tokens() + laterTokens(it);
    }

    private static long laterTokens(Processing it) {
        return it.later() == null ? 0 : it.later().tokens();
    }

    private static Processing processing(Extraction it) {
        if (it instanceof Processing processing) {
            return processing;
        }
        throw impossible();
    }

    private static IllegalArgumentException impossible() {
        return new IllegalArgumentException("the event does not follow the state of the extraction");
    }
}
