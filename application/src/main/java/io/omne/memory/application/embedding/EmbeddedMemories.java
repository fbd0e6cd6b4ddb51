package io.omne.memory.application.embedding;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The memories that have vectors. Blocks, in the transaction of the calling thread.
public interface EmbeddedMemories {

    /// Memories in the order of their owners and ids.
    ///
    /// @param after those up to this one are left out
    /// @param limit how many to look at, whether they have vectors or not
    Page completed(MemoryKey after, int limit);

    /// These memories, deleted ones included, as they are now.
    Found find(Collection<MemoryKey> keys);

    /// @param completed those that are completed and not deleted
    /// @param last the last that was looked at; null where there are no more
    record Page(List<MemoryKey> completed, @Nullable MemoryKey last) {}

    /// @param unreadable memories that this version of the server cannot read
    record Found(List<Memory> memories, List<MemoryKey> unreadable) {}
}
