package io.omne.recall.application.indexing;

import io.omne.access.UserId;
import io.omne.memory.MemoryKey;
import java.util.Collection;

/// The index of words, for its projector. Blocks, and takes part in the current transaction.
public interface IndexedMemories {

    /// Locks what is indexed of these users until the current transaction ends.
    void lock(Collection<UserId> owners);

    /// Stores entries of memories. Locks what is indexed of their owners until the current transaction ends. If that
    /// fails, the transaction must be rolled back.
    ///
    /// @param added entries of memories that the index should not have yet; those that it has are skipped
    /// @param replaced entries that take the place of what the index has of their memories
    /// @param removed the index has nothing of these memories any more
    void save(Collection<IndexEntry> added, Collection<IndexEntry> replaced, Collection<MemoryKey> removed);
}
