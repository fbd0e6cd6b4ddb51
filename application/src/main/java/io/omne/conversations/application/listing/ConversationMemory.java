package io.omne.conversations.application.listing;

import static java.util.Objects.requireNonNullElse;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.Created;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A memory of a conversation: a message, or a memory that was extracted from messages.
///
/// @param isMessage false if it was extracted
/// @param happenedAt when it was sent, or when it was created if that is not known
public record ConversationMemory(
        MemoryKey key, UUID conversation, boolean isMessage, Instant happenedAt, Instant createdAt) {

    /// The created memory; empty if it belongs to no conversation, or has another source.
    public static Optional<ConversationMemory> of(Created event) {
        UUID conversation = event.origin().conversation();
        MemorySource source = event.origin().source();
        return conversation == null || (source != MemorySource.CHAT && source != MemorySource.AI_EXTRACTED)
                ? Optional.empty()
                : Optional.of(new ConversationMemory(
                        new MemoryKey(event.owner(), event.id()),
                        conversation,
                        source == MemorySource.CHAT,
                        requireNonNullElse(event.details().occurredAt(), event.at()),
                        event.at()));
    }

    /// The memory after one more event; empty if that deletes it.
    public Optional<ConversationMemory> next(MemoryEvent event) {
        return switch (event) {
            case MemoryEvent.Deleted _ -> Optional.empty();
            case OccurredAtChanged it ->
                Optional.of(new ConversationMemory(
                        key, conversation, isMessage, requireNonNullElse(it.occurredAt(), createdAt), createdAt));
            default -> Optional.of(this);
        };
    }
}
