package io.omne.memory;

import io.omne.access.UserId;
import io.omne.embedding.TextKey;

/// Where a memory is found: storage is laid out by owner first.
public record MemoryKey(UserId owner, MemoryId id) {

    /// What the texts of memories are called among those that are embedded.
    public static final String SOURCE = "memory";

    public static MemoryKey of(TextKey text) {
        return new MemoryKey(text.owner(), new MemoryId(text.id()));
    }

    /// The memory's text.
    public TextKey text() {
        return new TextKey(SOURCE, owner, id.value());
    }
}
