package io.omne.memory.api;

import java.util.List;

/// The result of {@link FindMemories}.
///
/// @param memories in the order of the ids that were asked for
public record FoundMemories(List<MemoryView> memories) {

    public FoundMemories {
        memories = List.copyOf(memories);
    }
}
