package io.omne.conversations;

import io.omne.access.UserId;
import io.omne.memory.Title;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event of a conversation. Its messages are memories, and have events of their own.
///
/// The event store keeps events under their class names and as JSON of their components, so a change of a name or a
/// component needs an upcaster.
public sealed interface ConversationEvent {

    /// The type of the aggregates of these events, which is stored with each event.
    String AGGREGATE_TYPE = "Conversation";

    UUID id();

    UserId owner();

    Instant at();

    default ConversationKey key() {
        return new ConversationKey(owner(), id());
    }

    /// The recorded object as an event of a conversation, if it is one and has an id, an owner and a time.
    static Optional<ConversationEvent> of(Object recorded) {
        return recorded instanceof ConversationEvent it
                        && Stream.of(it.id(), it.owner(), it.at()).allMatch(Objects::nonNull)
                ? Optional.of(it)
                : Optional.empty();
    }

    record ConversationRetitled(
            UUID id, UserId owner, @Nullable Title title, Instant at) implements ConversationEvent {}

    /// From now on, its messages are being deleted.
    ///
    /// @param keepsExtracted whether the memories that were extracted from it stay
    record ConversationDeletionAsked(UUID id, UserId owner, boolean keepsExtracted, Instant at)
            implements ConversationEvent {}

    /// All its messages are deleted. Later messages begin a new conversation with the same id.
    record ConversationDeleted(UUID id, UserId owner, Instant at) implements ConversationEvent {}
}
