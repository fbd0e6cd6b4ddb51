package io.omne.memory.application;

import java.util.List;

/// What came of {@link CreateMemories}.
///
/// @param memories pending, in the order asked
public record Created(List<MemoryView> memories) {

    public Created {
        memories = List.copyOf(memories);
    }
}
