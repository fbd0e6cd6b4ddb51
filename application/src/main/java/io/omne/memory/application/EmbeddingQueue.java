package io.omne.memory.application;

import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The memories that wait for their embedding, are in it, or failed. Blocks, in the transaction of the calling
/// thread. What is taken is locked until its end; what another instance has locked is passed over by `due`,
/// `expired` and `failed`.
public interface EmbeddingQueue {

    /// What is known of a text, which says with which others it is embedded.
    enum Lane {
        /// Nothing: together with others.
        FRESH,
        /// An attempt has failed: alone, and nobody waits for it.
        RETRIED,
        /// An instance that embedded it was lost: alone, and no other of these at the same time on its instance.
        LOST
    }

    /// Pending memories whose time has come: of as many users as there are places, the same number of each, and
    /// of each the longest due first. So nobody waits for all that another has brought in.
    ///
    /// @param longest memories with contents of more bytes are left out
    List<Memory> due(Lane lane, int limit, int longest, Instant now);

    /// Memories in processing whose lease has run out.
    List<Memory> expired(int limit, Instant now);

    /// Failed memories that failed at or after `from` and before `to`, longest ago first.
    List<Memory> failed(int limit, Instant from, Instant to);

    /// These memories, deleted ones included, after waiting for whoever has them locked.
    List<Memory> locked(Collection<MemoryKey> keys);

    /// Lengthens the leases of those of these memories that are in processing under the claim with this token. It is
    /// no event and no new version.
    void renew(Map<MemoryKey, Long> tokens, Instant leasedUntil);
}
