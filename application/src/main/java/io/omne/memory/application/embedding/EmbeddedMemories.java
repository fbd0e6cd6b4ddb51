package io.omne.memory.application.embedding;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the memories that have vectors. Blocks, and takes part in the current transaction.
public interface EmbeddedMemories {

    /// Reads memories in the order of their owners and ids.
    ///
    /// @param after leaves out the memories up to this one
    /// @param limit the most memories to read, with or without vectors
    Page completed(MemoryKey after, int limit);

    /// Finds these memories in their current state, including deleted ones.
    Found find(Collection<MemoryKey> keys);

    /// @param completed the memories that are completed and not deleted
    /// @param last the last memory that was read; null at the end
    record Page(List<MemoryKey> completed, @Nullable MemoryKey last) {}

    /// @param unreadable memories that this version of the server cannot read
    record Found(List<Memory> memories, List<MemoryKey> unreadable) {}
}
