package io.omne.memory;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What happened to a memory. Folding a memory's events in order gives its state.
///
/// The event store keeps these under their class names and as JSON of their components: a name or a
/// component that changes needs an upcaster. A *revision* numbers the contents that a memory has had, from
/// 1.
public sealed interface MemoryEvent {

    /// What the event store calls the aggregates of these events. It is stored with each of them.
    String AGGREGATE_TYPE = "Memory";

    MemoryId id();

    UserId owner();

    Instant at();

    /// What the event store has, if it is such an event and has what each of them has. One that was stored
    /// otherwise than by the server may lack it.
    static Optional<MemoryEvent> of(Object recorded) {
        return recorded instanceof MemoryEvent it
                        && Stream.of(it.id(), it.owner(), it.at()).allMatch(Objects::nonNull)
                ? Optional.of(it)
                : Optional.empty();
    }

    /// Whether the memory's owner made it happen, and not its embedding.
    default boolean ofOwner() {
        return switch (this) {
            case Created _,
                    ContentChanged _,
                    Reclassified _,
                    Retitled _,
                    Retagged _,
                    MetadataReplaced _,
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

    record Deleted(MemoryId id, UserId owner, Instant at) implements MemoryEvent {}

    /// An instance took the memory to embed it. Its lease may be renewed, which is no event.
    record EmbeddingStarted(MemoryId id, UserId owner, int revision, int attempt, Instant leasedUntil, Instant at)
            implements MemoryEvent {}

    /// The lease ran out before a result came: whoever held it is gone.
    record EmbeddingInterrupted(MemoryId id, UserId owner, int revision, Instant at) implements MemoryEvent {}

    /// @param passages how many have a vector
    /// @param omission why others have none; null where there are no others
    record EmbeddingCompleted(
            MemoryId id,
            UserId owner,
            int revision,
            ModelName model,
            int passages,
            @Nullable EmbeddingFailure omission,
            Instant at)
            implements MemoryEvent {}

    /// An attempt failed and another will be made.
    record EmbeddingPostponed(
            MemoryId id, UserId owner, int revision, EmbeddingFailure failure, Instant dueAt, Instant at)
            implements MemoryEvent {}

    /// The last attempt failed.
    record EmbeddingFailed(MemoryId id, UserId owner, int revision, EmbeddingFailure failure, Instant at)
            implements MemoryEvent {}

    record EmbeddingRetryAsked(MemoryId id, UserId owner, Instant at) implements MemoryEvent {}
}
