package io.omne.memory.domain;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.embedding.TextFailure;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.Origin;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Decision.Rejected;
import io.omne.memory.domain.Decision.Rejection;
import io.omne.memory.domain.Decision.ThrownAway;
import io.omne.memory.domain.Embedding.Completed;
import io.omne.memory.domain.Embedding.Failed;
import io.omne.memory.domain.Embedding.Pending;
import io.omne.memory.domain.Embedding.Processing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A memory, from its creation to its deletion. Immutable: every transition decides which events happen, and
/// returns the state that results from folding them ({@link Fold}).
///
/// @param owner the only user who may see it
/// @param embedding the state of the embedding of the current content
public record Memory(
        MemoryId id,
        UserId owner,
        Content content,
        Details details,
        Origin origin,
        Embedding embedding,
        Lifetime lifetime,
        Counts counts) {

    public MemoryKey key() {
        return new MemoryKey(owner, id);
    }

    /// Whether it was deleted.
    public boolean isGone() {
        return lifetime.deletedAt() != null;
    }

    /// Creates a memory, which is pending at first.
    public static Accepted create(
            MemoryId id, UserId owner, Content content, Details details, Origin origin, Instant now) {
        var created = new MemoryEvent.Created(id, owner, content, details, origin, now);
        return new Accepted(Fold.first(created), List.of(created));
    }

    /// Changes the fields that differ. New content makes the embedding pending again. If no field differs, there is
    /// no event.
    public Decision edit(Edit edit, Instant now) {
        if (isGone()) {
            return new Rejected(Rejection.GONE);
        }
        var events = new ArrayList<MemoryEvent>();
        edit.content().from(content).ifPresent(it -> events.add(new MemoryEvent.ContentChanged(id, owner, it, now)));
        edit.type().from(details.type()).ifPresent(it -> events.add(new MemoryEvent.Reclassified(id, owner, it, now)));
        edit.title()
                .from(Optional.ofNullable(details.title()))
                .ifPresent(it -> events.add(new MemoryEvent.Retitled(id, owner, it.orElse(null), now)));
        edit.tags().from(details.tags()).ifPresent(it -> events.add(new MemoryEvent.Retagged(id, owner, it, now)));
        edit.metadata()
                .from(details.metadata())
                .ifPresent(it -> events.add(new MemoryEvent.MetadataReplaced(id, owner, it, now)));
        edit.occurredAt()
                .from(Optional.ofNullable(details.occurredAt()))
                .ifPresent(it -> events.add(new MemoryEvent.OccurredAtChanged(id, owner, it.orElse(null), now)));
        edit.related()
                .from(details.related())
                .ifPresent(it -> events.add(new MemoryEvent.RelatedMemoriesChanged(id, owner, it, now)));
        edit.supersededBy()
                .from(Optional.ofNullable(details.supersededBy()))
                .ifPresent(it -> events.add(new MemoryEvent.SupersededByChanged(id, owner, it.orElse(null), now)));
        return accept(events);
    }

    /// Deletes the memory, whatever the state of its embedding.
    public Decision delete(Instant now) {
        return !isGone() ? accept(List.of(new MemoryEvent.Deleted(id, owner, now))) : new Rejected(Rejection.GONE);
    }

    /// Claims a pending memory to embed it.
    public Decision claim(Instant leasedUntil, Instant now) {
        if (isGone()) {
            return new Rejected(Rejection.GONE);
        }
        return embedding instanceof Pending pending
                ? accept(List.of(new MemoryEvent.EmbeddingStarted(
                        id, owner, counts.revision(), pending.attempts() + 1, leasedUntil, now)))
                : new Rejected(Rejection.NOT_PENDING);
    }

    /// Records that the vectors of the content numbered `revision` are stored.
    public Decision complete(int revision, ModelName model, int passages, Instant now) {
        return complete(revision, model, passages, null, now);
    }

    /// Does the same if some passages may have no vector.
    ///
    /// @param passages how many passages have a vector
    /// @param omission why the other passages have none; null if all have one
    public Decision complete(
            int revision, ModelName model, int passages, @Nullable EmbeddingFailure omission, Instant now) {
        return result(
                revision, _ -> new MemoryEvent.EmbeddingCompleted(id, owner, revision, model, passages, omission, now));
    }

    /// Records that an attempt at the content numbered `revision` failed, finally or until a later attempt.
    ///
    /// @param jitter from 0 to 1, see {@link RetryPolicy}
    public Decision fail(int revision, EmbeddingFailure failure, RetryPolicy policy, double jitter, Instant now) {
        return result(revision, processing -> {
            int attempt = processing.attempt();
            return policy.allowsRetryAfter(attempt)
                    ? new MemoryEvent.EmbeddingPostponed(
                            id, owner, revision, failure, now.plus(policy.pauseAfter(attempt, jitter)), now)
                    : new MemoryEvent.EmbeddingFailed(id, owner, revision, failure, now);
        });
    }

    /// Whether the memory is in processing under this claim, and not under a later one.
    ///
    /// @param claim as in {@link Processing}
    public boolean isHeldBy(long claim) {
        return embedding instanceof Processing processing && processing.claim() == claim;
    }

    /// Records that the lease has expired because the instance that embedded the memory was lost. The content may
    /// be the cause of the loss, so the memory fails after {@link TextFailure#MOST_LOSSES} losses.
    public Decision lose(Instant now) {
        return result(
                counts.revision(),
                processing -> processing.losses() + 1 < TextFailure.MOST_LOSSES
                        ? new MemoryEvent.EmbeddingPostponed(
                                id, owner, counts.revision(), EmbeddingFailure.INSTANCE_LOST, now, now)
                        : new MemoryEvent.EmbeddingFailed(
                                id, owner, counts.revision(), EmbeddingFailure.INSTANCE_LOST, now));
    }

    /// Gives back a claimed memory that was not embedded, because the provider is unavailable or the instance is
    /// stopping. This does not count as an attempt, because the content is not at fault.
    public Decision interrupt(Instant now) {
        if (isGone()) {
            return new Rejected(Rejection.GONE);
        }
        return result(counts.revision(), _ -> new MemoryEvent.EmbeddingInterrupted(id, owner, counts.revision(), now));
    }

    /// Makes a failed memory pending again, or a pending one due now. Its attempts are counted from zero again.
    public Decision retry(Instant now) {
        if (isGone()) {
            return new Rejected(Rejection.GONE);
        }
        return switch (embedding) {
            case Pending _, Failed _ -> accept(List.of(new MemoryEvent.EmbeddingRetryAsked(id, owner, now)));
            case Processing _ -> new Rejected(Rejection.ALREADY_PROCESSING);
            case Completed _ -> new Rejected(Rejection.ALREADY_COMPLETED);
        };
    }

    /// Makes a memory pending again because its embedding is the result of another model.
    public Decision embedAgain(Instant now) {
        if (isGone()) {
            return new Rejected(Rejection.GONE);
        }
        return switch (embedding) {
            case Completed _, Failed _ -> accept(List.of(new MemoryEvent.EmbeddingRetryAsked(id, owner, now)));
            case Pending _, Processing _ -> new Rejected(Rejection.ALREADY_PROCESSING);
        };
    }

    private Decision result(int revision, Function<Processing, MemoryEvent> event) {
        if (isGone() || revision != counts.revision()) {
            return new ThrownAway();
        }
        return embedding instanceof Processing processing
                ? accept(List.of(event.apply(processing)))
                : new Rejected(Rejection.NOT_PROCESSING);
    }

    private Accepted accept(List<MemoryEvent> events) {
        return new Accepted(Fold.over(this, events), events);
    }
}
