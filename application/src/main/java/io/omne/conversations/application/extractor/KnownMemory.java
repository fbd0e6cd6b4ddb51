package io.omne.conversations.application.extractor;

import io.omne.memory.MemoryId;
import java.time.Instant;

/// A memory that was extracted earlier.
///
/// @param content the passage of its content that fits best; all of it unless its owner made a long text of it
/// @param saidAt when the last message that it quotes was sent
public record KnownMemory(MemoryId id, String content, Instant saidAt) {

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "KnownMemory[" + id + ", " + content.length() + "]";
    }
}
