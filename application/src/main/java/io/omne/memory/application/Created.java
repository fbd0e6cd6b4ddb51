package io.omne.memory.application;

import java.util.List;

/// What came of {@link CreateMemories}.
///
/// @param memories pending, in the order asked
/// @param again whether an earlier request under the same key created them: then they are as it was told,
///     whatever has become of them since
public record Created(List<MemoryView> memories, boolean again) {

    public Created {
        memories = List.copyOf(memories);
    }
}
