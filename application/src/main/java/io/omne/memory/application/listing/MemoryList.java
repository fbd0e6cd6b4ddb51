package io.omne.memory.application.listing;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The read model that lists are answered from, as its projector sees it. Blocks, in the transaction of the
/// calling thread.
public interface MemoryList {

    /// Holds off whoever would put another list in the place of this one, until the transaction ends.
    void hold();

    /// What there is of these memories, at the cost of one look.
    Found find(Collection<MemoryKey> keys);

    /// Takes each memory's next state, all or nothing.
    void save(Collection<Entry> entries);

    /// Notes that the list is past these memories' events up to these sequences, though it saved none of them
    /// now: no list is to wait for them.
    void pass(Map<MemoryKey, Long> sequences);

    /// @param listed the memories as the list has them
    /// @param gone which of those asked for were deleted, whatever the list has of them
    record Found(List<Memory> listed, Set<MemoryKey> gone) {}

    /// A memory's way from one state to a later one.
    ///
    /// @param before as the list has it, null where it has none
    /// @param after what it is to have; nothing, where this one is deleted
    record Entry(@Nullable Memory before, Memory after) {}
}
