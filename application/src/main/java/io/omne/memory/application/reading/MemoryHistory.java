package io.omne.memory.application.reading;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.util.List;

/// What happened to memories, from the event store. Blocks.
public interface MemoryHistory {

    /// The events of a memory, oldest first.
    ///
    /// @param after leaves out the events up to this sequence; 0 leaves out none
    /// @param limit how many at most
    List<Happening> read(MemoryId id, long after, int limit);

    /// @param sequence from 1: how many events the memory had had with this one
    record Happening(long sequence, MemoryEvent event) {}
}
