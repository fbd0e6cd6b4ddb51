package io.omne.recall.application.indexing;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// The entries that memories must have by their events. Blocks, and takes part in the current transaction.
public interface EventEntries {

    /// Reads the events of these memories, including those that were committed just now.
    Found read(Collection<MemoryId> ids);

    /// @param entries of the memories that are not deleted
    /// @param gone the deleted ones
    /// @param broken those of which an event cannot be read, or does not follow the one before it
    record Found(List<IndexEntry> entries, Set<MemoryKey> gone, Set<MemoryId> broken) {}
}
