package io.omne.memory;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event of a memory. Folding a memory's events in order gives its state.
///
/// The event store keeps events under their class names and as JSON of their components, so a change of a name or a
/// component needs an upcaster. A *revision* is the number of a content that a memory has had, from 1.
public sealed interface MemoryEvent {

    /// The type of the aggregates of these events, which is stored with each event.
    String AGGREGATE_TYPE = "Memory";

    MemoryId id();

    UserId owner();

    Instant at();

    /// The recorded object as a memory event, if it is one and has an id, an owner and a time. An event that was
    /// not stored by the server may lack them.
    static Optional<MemoryEvent> of(Object recorded) {
        return recorded instanceof MemoryEvent it
                        && Stream.of(it.id(), it.owner(), it.at()).allMatch(Objects::nonNull)
                ? Optional.of(it)
                : Optional.empty();
    }

    /// Whether the event comes from a request and not from the work of embedding. A retry counts as a request, even
    /// if a sweep or a change of the model makes it.
    default boolean ofOwner() {
        return switch (this) {
            case Created _,
                    ContentChanged _,
                    Reclassified _,
                    Retitled _,
                    Retagged _,
                    MetadataReplaced _,
                    OccurredAtChanged _,
                    RelatedMemoriesChanged _,
                    SupersededByChanged _,
                    Deleted _,
                    EmbeddingRetryAsked _ -> true;
            case EmbeddingStarted _,
                    EmbeddingInterrupted _,
                    EmbeddingCompleted _,
                    EmbeddingPostponed _,
                    EmbeddingFailed _ -> false;
        };
    }

    record Created(MemoryId id, UserId owner, Content content, Details details, Origin origin, Instant at)
            implements MemoryEvent {}

    record ContentChanged(MemoryId id, UserId owner, Content content, Instant at) implements MemoryEvent {}

    record Reclassified(MemoryId id, UserId owner, MemoryType type, Instant at) implements MemoryEvent {}

    record Retitled(MemoryId id, UserId owner, @Nullable Title title, Instant at) implements MemoryEvent {}

    record Retagged(MemoryId id, UserId owner, Tags tags, Instant at) implements MemoryEvent {}

    record MetadataReplaced(MemoryId id, UserId owner, Metadata metadata, Instant at) implements MemoryEvent {}

    record OccurredAtChanged(
            MemoryId id, UserId owner, @Nullable Instant occurredAt, Instant at) implements MemoryEvent {}

    record RelatedMemoriesChanged(MemoryId id, UserId owner, RelatedMemories related, Instant at)
            implements MemoryEvent {}

    record SupersededByChanged(
            MemoryId id, UserId owner, @Nullable MemoryId supersededBy, Instant at) implements MemoryEvent {}

    record Deleted(MemoryId id, UserId owner, Instant at) implements MemoryEvent {}

    /// An instance claimed the memory to embed it. Renewals of the lease are not events.
    record EmbeddingStarted(MemoryId id, UserId owner, int revision, int attempt, Instant leasedUntil, Instant at)
            implements MemoryEvent {}

    /// The claim was given back without a result, because the provider was unavailable, the serving model had
    /// changed, or the instance was stopping.
    record EmbeddingInterrupted(MemoryId id, UserId owner, int revision, Instant at) implements MemoryEvent {}

    /// @param passages how many passages have a vector
    /// @param omission why other passages have none; null if all have one
    record EmbeddingCompleted(
            MemoryId id,
            UserId owner,
            int revision,
            ModelName model,
            int passages,
            @Nullable EmbeddingFailure omission,
            Instant at)
            implements MemoryEvent {}

    /// An attempt failed or its instance was lost, and another attempt will be made.
    record EmbeddingPostponed(
            MemoryId id, UserId owner, int revision, EmbeddingFailure failure, Instant dueAt, Instant at)
            implements MemoryEvent {}

    /// The last attempt failed, or the instance was lost too often.
    record EmbeddingFailed(MemoryId id, UserId owner, int revision, EmbeddingFailure failure, Instant at)
            implements MemoryEvent {}

    record EmbeddingRetryAsked(MemoryId id, UserId owner, Instant at) implements MemoryEvent {}
}
