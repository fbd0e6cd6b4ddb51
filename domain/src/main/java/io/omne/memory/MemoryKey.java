package io.omne.memory;

import io.omne.access.UserId;
import io.omne.embedding.TextKey;

/// The key of a memory in storage, where the owner comes first.
public record MemoryKey(UserId owner, MemoryId id) {

    /// The name of memories as a source of texts.
    public static final String SOURCE = "memory";

    public static MemoryKey of(TextKey text) {
        return new MemoryKey(text.owner(), new MemoryId(text.id()));
    }

    /// The key of the memory's text.
    public TextKey text() {
        return new TextKey(SOURCE, owner, id.value());
    }
}
