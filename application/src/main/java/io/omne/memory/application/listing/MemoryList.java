package io.omne.memory.application.listing;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The read model of the lists, for its projector. Blocks, and takes part in the current transaction.
public interface MemoryList {

    /// Locks the list until the current transaction ends, so that a rebuilt list cannot replace it meanwhile.
    void lock();

    /// Finds these memories in the list, with one statement.
    Found find(Collection<MemoryKey> keys);

    /// Stores the next state of each memory. If that fails, the transaction must be rolled back.
    void save(Collection<Entry> entries);

    /// Records that the list has passed the events of these memories up to these sequences without storing any of
    /// them now. Readers do not wait for them.
    void pass(Map<MemoryKey, Long> sequences);

    /// @param listed the memories in the state that the list has
    /// @param gone the memories that were deleted, even if the list still has them
    record Found(List<Memory> listed, Set<MemoryKey> gone) {}

    /// A change of a memory in the list.
    ///
    /// @param before its state in the list; null if the list does not have it
    /// @param after the state to store; if it is deleted, the memory is removed from the list
    record Entry(@Nullable Memory before, Memory after) {}
}
