package io.omne.memory.domain;

import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.Deleted;
import io.omne.memory.MemoryEvent.EmbeddingCompleted;
import io.omne.memory.MemoryEvent.EmbeddingFailed;
import io.omne.memory.MemoryEvent.EmbeddingInterrupted;
import io.omne.memory.MemoryEvent.EmbeddingPostponed;
import io.omne.memory.MemoryEvent.EmbeddingRetryAsked;
import io.omne.memory.MemoryEvent.EmbeddingStarted;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Reclassified;
import io.omne.memory.MemoryEvent.RelatedMemoriesChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryEvent.SupersededByChanged;
import io.omne.memory.domain.Embedding.Completed;
import io.omne.memory.domain.Embedding.Failed;
import io.omne.memory.domain.Embedding.Pending;
import io.omne.memory.domain.Embedding.Processing;
import java.time.Instant;
import java.util.List;

/// Folds events into the state of a memory.
public final class Fold {

    private Fold() {}

    /// The state after all events of one memory, in order; the first of them created it.
    public static Memory of(List<MemoryEvent> events) {
        if (events.isEmpty() || !(events.getFirst() instanceof Created created)) {
            throw new IllegalArgumentException("a memory's first event creates it");
        }
        return over(first(created), events.subList(1, events.size()));
    }

    static Memory first(Created e) {
        return new Memory(
                e.id(),
                e.owner(),
                e.content(),
                e.details(),
                e.origin(),
                new Pending(0, 0, e.at(), null),
                new Lifetime(e.at(), e.at(), null),
                Counts.FIRST);
    }

    static Memory over(Memory memory, List<MemoryEvent> events) {
        var next = memory;
        for (MemoryEvent event : events) {
            next = next(next, event);
        }
        return next;
    }

    /// The state after one more event.
    ///
    /// @throws IllegalArgumentException if the event is impossible in this state
    public static Memory next(Memory it, MemoryEvent event) {
        Details was = it.details();
        return switch (event) {
            case Created _ -> throw new IllegalArgumentException("a memory is created once");
            case ContentChanged e -> contentChanged(it, e.content(), e.at());
            case Reclassified e -> edited(it, was.withType(e.type()), e.at());
            case Retitled e -> edited(it, was.withTitle(e.title()), e.at());
            case Retagged e -> edited(it, was.withTags(e.tags()), e.at());
            case MetadataReplaced e -> edited(it, was.withMetadata(e.metadata()), e.at());
            case OccurredAtChanged e -> edited(it, was.withOccurredAt(e.occurredAt()), e.at());
            case RelatedMemoriesChanged e -> edited(it, was.withRelated(e.related()), e.at());
            case SupersededByChanged e -> edited(it, was.withSupersededBy(e.supersededBy()), e.at());
            case Deleted e -> with(it, it.embedding(), it.lifetime().endedAt(e.at()));
            case EmbeddingStarted e -> with(it, claimed(it, e));
            case EmbeddingInterrupted e ->
                with(
                        it,
                        new Pending(processing(it).attempt() - 1, processing(it).losses(), e.at(), null));
            case EmbeddingCompleted e -> with(it, new Completed(e.model(), e.at(), e.omission()));
            case EmbeddingPostponed e -> with(it, postponed(processing(it), e));
            case EmbeddingFailed e -> with(it, new Failed(processing(it).attempt(), e.failure(), e.at()));
            case EmbeddingRetryAsked e -> with(it, new Pending(0, 0, e.at(), null));
        };
    }

    private static Processing claimed(Memory it, EmbeddingStarted event) {
        int losses = it.embedding() instanceof Pending pending ? pending.losses() : 0;
        return new Processing(event.attempt(), losses, it.counts().sequence() + 1, event.leasedUntil());
    }

    private static Pending postponed(Processing it, EmbeddingPostponed event) {
        return event.failure().meansLostInstance()
                ? new Pending(it.attempt() - 1, it.losses() + 1, event.dueAt(), event.failure())
                : new Pending(it.attempt(), it.losses(), event.dueAt(), event.failure());
    }

    private static Processing processing(Memory it) {
        if (it.embedding() instanceof Processing processing) {
            return processing;
        }
        throw new IllegalArgumentException("a result without a claim");
    }

    private static Memory contentChanged(Memory it, Content content, Instant at) {
        return new Memory(
                it.id(),
                it.owner(),
                content,
                it.details(),
                it.origin(),
                new Pending(0, 0, at, null),
                it.lifetime().editedAt(at),
                it.counts().contentChanged());
    }

    private static Memory edited(Memory it, Details details, Instant at) {
        return new Memory(
                it.id(),
                it.owner(),
                it.content(),
                details,
                it.origin(),
                it.embedding(),
                it.lifetime().editedAt(at),
                it.counts().edited());
    }

    private static Memory with(Memory it, Embedding embedding) {
        return with(it, embedding, it.lifetime());
    }

    private static Memory with(Memory it, Embedding embedding, Lifetime lifetime) {
        return new Memory(
                it.id(),
                it.owner(),
                it.content(),
                it.details(),
                it.origin(),
                embedding,
                lifetime,
                it.counts().otherEvent());
    }
}
