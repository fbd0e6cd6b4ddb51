package io.omne.conversations.domain;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ConversationDeleted;
import io.omne.conversations.ConversationEvent.ConversationDeletionAsked;
import io.omne.conversations.ConversationEvent.ConversationRetitled;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.domain.Extraction.NotBegun;
import io.omne.memory.Title;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of a conversation beside its messages. Immutable: each decision returns the event that happens, if
/// any, and {@link #next} the state after it. {@link ExtractionDecisions} decides about the extraction.
///
/// @param title null if it has none
/// @param deletion null if it is not being deleted
/// @param deletions how often it was deleted
/// @param sequence how many events it has
public record Conversation(
        ConversationKey key,
        @Nullable Title title,
        @Nullable Deletion deletion,
        Extraction extraction,
        long deletions,
        long sequence) {

    /// @param keepsExtracted whether the memories that were extracted from it stay
    /// @param askedAt when the deletion was requested
    public record Deletion(boolean keepsExtracted, Instant askedAt) {}

    /// A conversation without events.
    public static Conversation first(ConversationKey key) {
        return new Conversation(key, null, null, new NotBegun(), 0, 0);
    }

    public Optional<ConversationEvent> retitle(@Nullable Title newTitle, Instant now) {
        return Objects.equals(newTitle, title)
                ? Optional.empty()
                : Optional.of(new ConversationRetitled(key.id(), key.owner(), newTitle, now));
    }

    /// Begins the deletion. A repeated request changes nothing, unless it asks for more to be deleted.
    public Optional<ConversationEvent> delete(boolean keepsExtracted, Instant now) {
        return deletion != null && (keepsExtracted || !deletion.keepsExtracted())
                ? Optional.empty()
                : Optional.of(new ConversationDeletionAsked(key.id(), key.owner(), keepsExtracted, now));
    }

    /// Ends the deletion: all its messages are deleted.
    public Optional<ConversationEvent> finishDeletion(Instant now) {
        return deletion == null ? Optional.empty() : Optional.of(new ConversationDeleted(key.id(), key.owner(), now));
    }

    /// The state after one more event.
    public Conversation next(ConversationEvent event) {
        Extraction extracted = ExtractionFold.next(extraction, event, sequence + 1);
        return switch (event) {
            case ConversationRetitled it ->
                new Conversation(key, it.title(), deletion, extracted, deletions, sequence + 1);
            case ConversationDeletionAsked it ->
                new Conversation(
                        key, title, new Deletion(it.keepsExtracted(), it.at()), extracted, deletions, sequence + 1);
            case ConversationDeleted _ -> new Conversation(key, null, null, extracted, deletions + 1, sequence + 1);
            default -> new Conversation(key, title, deletion, extracted, deletions, sequence + 1);
        };
    }
}
