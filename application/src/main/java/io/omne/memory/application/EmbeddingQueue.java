package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// The memories that wait for their embedding, or are in it. Blocks, in the transaction of the calling thread.
/// What is taken is locked until its end; what another instance has locked is passed over by `due` and
/// `expired`.
public interface EmbeddingQueue {

    /// Pending memories whose time has come, longest due first.
    List<Memory> due(int limit, Instant now);

    /// Memories in processing whose lease has run out.
    List<Memory> expired(int limit, Instant now);

    /// These memories, deleted ones included, after waiting for whoever has them locked.
    List<Memory> locked(Collection<MemoryKey> keys);

    /// Lengthens the leases of those of these memories that are in processing. It is no event and no new
    /// version.
    void renew(Collection<MemoryKey> keys, Instant leasedUntil);
}
