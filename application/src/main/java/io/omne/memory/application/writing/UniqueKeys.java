package io.omne.memory.application.writing;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.NewMemory.UniqueKey;
import java.util.Collection;
import java.util.Map;

/// The unique keys of memories that were created. Blocks.
public interface UniqueKeys {

    /// Those of the keys whose scope and name are used. For a check before the transaction: another transaction may
    /// take a key before the caller does.
    Map<UniqueKey, Use> find(UserId owner, Collection<UniqueKey> keys);

    /// Takes keys for new memories, in the current transaction. If another transaction, on any instance, is taking the
    /// same name, waits for the end of that transaction.
    ///
    /// @param ids of the new memories; no two keys have the same scope and name
    /// @return the keys that were used before, and were not taken
    Map<UniqueKey, Use> take(UserId owner, Map<UniqueKey, MemoryId> ids);

    /// @param id the memory that was created with the scope and name
    /// @param isSame whether it was created with the same fingerprint, too
    record Use(MemoryId id, boolean isSame) {}
}
