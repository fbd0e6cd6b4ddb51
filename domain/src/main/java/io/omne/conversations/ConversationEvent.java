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

    /// Messages arrived from which nothing has been extracted yet.
    ///
    /// @param messages how many
    /// @param tokens how long they are together, in tokens of a language model
    /// @param dueAt when memories may be extracted
    record MessagesArrived(UUID id, UserId owner, int messages, long tokens, Instant dueAt, Instant at)
            implements ConversationEvent {}

    /// Memories are to be extracted from all messages, now.
    record ExtractionAsked(UUID id, UserId owner, Instant at) implements ConversationEvent {}

    /// An instance claimed the conversation to extract memories from its new messages.
    record ExtractionStarted(UUID id, UserId owner, int attempt, Instant leasedUntil, Instant at)
            implements ConversationEvent {}

    /// @param messages how many messages were read
    /// @param memories how many memories tell of them, new or not
    /// @param leftOut what the extractor found that was not stored, and why; null if nothing
    /// @param nextDueAt when memories may be extracted from further messages; null if there are none
    record ExtractionCompleted(
            UUID id,
            UserId owner,
            int messages,
            int memories,
            @Nullable ExtractionFailure leftOut,
            @Nullable Instant nextDueAt,
            Instant at)
            implements ConversationEvent {}

    /// The claim was given back without a result, because something was unavailable or the user's budget was spent. It
    /// does not count as an attempt.
    ///
    /// @param dueAt when the conversation may be claimed again
    record ExtractionInterrupted(UUID id, UserId owner, ExtractionFailure failure, Instant dueAt, Instant at)
            implements ConversationEvent {}

    /// An attempt failed or its instance was lost, and another attempt will be made.
    record ExtractionPostponed(UUID id, UserId owner, ExtractionFailure failure, Instant dueAt, Instant at)
            implements ConversationEvent {}

    /// The last attempt failed, or the instance was lost too often. The messages are left aside.
    ///
    /// @param nextDueAt when memories may be extracted from further messages; null if there are none
    record ExtractionFailed(
            UUID id,
            UserId owner,
            ExtractionFailure failure,
            @Nullable Instant nextDueAt,
            Instant at) implements ConversationEvent {}
}
