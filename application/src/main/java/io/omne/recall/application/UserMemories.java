package io.omne.recall.application;

import io.omne.memory.MemoryId;
import io.omne.recall.domain.IndexedMemory;
import java.util.Collection;
import java.util.List;

/// All selected memories of a user who has few, as the index had them when a search read it.
public interface UserMemories {

    /// What {@link WordIndex#around} finds for the same query and selection.
    List<IndexedMemory> around(Collection<MemoryId> ids, int neighbours);
}
