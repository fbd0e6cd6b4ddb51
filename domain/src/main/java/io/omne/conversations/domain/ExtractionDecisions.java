package io.omne.conversations.domain;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionAsked;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionInterrupted;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ConversationEvent.ExtractionStarted;
import io.omne.conversations.ConversationEvent.MessagesArrived;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.domain.Extraction.Pending;
import io.omne.conversations.domain.Extraction.Processing;
import io.omne.jobs.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides about the extraction of memories from a conversation. Each decision returns the event that happens, if any.
public record ExtractionDecisions(Conversation conversation) {

    /// When memories are extracted from new messages.
    ///
    /// @param quiet how long no message may have arrived
    /// @param tokens how long new messages are together so that nobody waits for that
    public record Timing(Duration quiet, long tokens) {}

    public ConversationEvent arrive(int messages, long tokens, Timing timing, Instant now) {
        long all = tokens + waitingTokens();
        Instant dueAt = all >= timing.tokens() ? now : now.plus(timing.quiet());
        return new MessagesArrived(key().id(), key().owner(), messages, tokens, dueAt, now);
    }

    private long waitingTokens() {
        return switch (conversation.extraction()) {
            case Pending it -> it.tokens();
            case Processing it -> it.later() == null ? 0 : it.later().tokens();
            case Extraction.Failed it -> it.tokens();
            case Extraction.NotBegun _, Extraction.Completed _ -> 0;
        };
    }

    /// How many attempts have failed since the last success.
    public int attempts() {
        return switch (conversation.extraction()) {
            case Pending it -> it.attempts();
            case Processing it -> it.attempt() - 1;
            case Extraction.Failed _, Extraction.NotBegun _, Extraction.Completed _ -> 0;
        };
    }

    /// Requests it now, unless it is due already.
    public Optional<ConversationEvent> ask(Instant now) {
        boolean isDue = conversation.extraction() instanceof Pending it
                && it.failure() == null
                && !it.dueAt().isAfter(now);
        return isDue ? Optional.empty() : Optional.of(new ExtractionAsked(key().id(), key().owner(), now));
    }

    /// Claims it, if it is pending and due, and the conversation is not being deleted.
    public Optional<ConversationEvent> claim(Instant leasedUntil, Instant now) {
        return conversation.extraction() instanceof Pending pending
                        && !pending.dueAt().isAfter(now)
                        && conversation.deletion() == null
                ? Optional.of(
                        new ExtractionStarted(key().id(), key().owner(), pending.attempts() + 1, leasedUntil, now))
                : Optional.empty();
    }

    /// Whether it is in processing under this claim, and not under a later one.
    public boolean isHeldBy(long claim) {
        return conversation.extraction() instanceof Processing processing && processing.claim() == claim;
    }

    /// Records that memories were extracted under the current claim.
    ///
    /// @param leftOut what was found and not stored, and why; null if nothing
    /// @param hasMore whether there are further messages that were not read
    public ConversationEvent complete(
            int messages, int memories, @Nullable ExtractionFailure leftOut, boolean hasMore, Instant now) {
        return new ExtractionCompleted(
                key().id(), key().owner(), messages, memories, leftOut, nextDueAt(hasMore, now), now);
    }

    /// When memories may be extracted from messages that were not claimed; null if there are none.
    private @Nullable Instant nextDueAt(boolean hasMore, Instant now) {
        Pending later = processing().later();
        Instant arrived = later == null ? null : later.dueAt();
        return hasMore ? now : arrived;
    }

    /// Records that an attempt failed, finally or until a later attempt.
    ///
    /// @param jitter from 0 to 1, see {@link RetryPolicy}
    /// @param hasMore whether there are further messages that were not claimed
    public ConversationEvent fail(
            ExtractionFailure failure, RetryPolicy policy, double jitter, boolean hasMore, Instant now) {
        return policy.next(processing().attempt(), jitter)
                .map(now::plus)
                .<ConversationEvent>map(
                        dueAt -> new ExtractionPostponed(key().id(), key().owner(), failure, dueAt, now))
                .orElseGet(() -> failed(failure, hasMore, now));
    }

    private ConversationEvent failed(ExtractionFailure failure, boolean hasMore, Instant now) {
        return new ExtractionFailed(key().id(), key().owner(), failure, nextDueAt(hasMore, now), now);
    }

    /// Gives the claim back without a result, because something that it needs is unavailable. It does not count as an
    /// attempt.
    ///
    /// @param dueAt when it may be claimed again
    public ConversationEvent interrupt(ExtractionFailure failure, Instant dueAt, Instant now) {
        return new ExtractionInterrupted(key().id(), key().owner(), failure, dueAt, now);
    }

    /// Records that the instance was lost, if the lease has expired.
    ///
    /// @param hasMore whether there are further messages that were not claimed
    /// @param mayBeOfMessages whether the messages may be the cause, so that they are given up in the end
    public Optional<ConversationEvent> lose(boolean hasMore, boolean mayBeOfMessages, Instant now) {
        if (!(conversation.extraction() instanceof Processing it)
                || it.leasedUntil().isAfter(now)) {
            return Optional.empty();
        }
        ExtractionFailure lost = ExtractionFailure.INSTANCE_LOST;
        boolean isLast = mayBeOfMessages && it.losses() + 1 >= ExtractionFailure.MOST_LOSSES;
        return Optional.of(
                isLast
                        ? failed(lost, hasMore, now)
                        : new ExtractionPostponed(key().id(), key().owner(), lost, now, now));
    }

    private Processing processing() {
        if (conversation.extraction() instanceof Processing it) {
            return it;
        }
        throw new IllegalStateException("it is not claimed");
    }

    private ConversationKey key() {
        return conversation.key();
    }
}
