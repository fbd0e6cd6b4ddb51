package io.omne.memory.application.reading;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import java.util.List;

/// Reads the events of memories from the event store. Blocks.
public interface MemoryHistory {

    /// The events of a memory, oldest first.
    ///
    /// @param after leaves out the events up to this sequence; 0 leaves out none
    /// @param limit the most events to read
    List<SequencedEvent> read(MemoryId id, long after, int limit);

    /// @param sequence the number of the event among those of its memory, from 1
    record SequencedEvent(long sequence, MemoryEvent event) {}
}
