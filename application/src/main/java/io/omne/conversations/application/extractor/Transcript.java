package io.omne.conversations.application.extractor;

import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.List;

/// A part of a conversation, from which memories are extracted.
///
/// @param context messages before the new ones, in order; nothing is extracted from them
/// @param messages the new messages, in order; at least one
public record Transcript(List<TranscriptMessage> context, List<TranscriptMessage> messages) {

    public Transcript {
        context = List.copyOf(context);
        messages = List.copyOf(messages);
    }

    /// Whether the quote stands in one of the new messages, word for word.
    public boolean contains(Quote quote) {
        return messages.stream()
                .filter(it -> it.id().equals(quote.message()))
                .anyMatch(it -> quote.standsIn(it.content()));
    }

    /// When a new message was sent.
    public Instant sentAt(MemoryId message) {
        return messages.stream()
                .filter(it -> it.id().equals(message))
                .findFirst()
                .orElseThrow()
                .sentAt()
                .toInstant();
    }
}
