package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The memories that wait for their embedding, are in it, or failed. Blocks, in the transaction of the
/// calling thread. What is taken is locked until its end; what another instance has locked is passed
/// over by `due`, `expired`, `failed` and `refusedByOthers`.
public interface EmbeddingQueue {

    /// Pending memories whose time has come: of as many users as there are places, the same number of each, and
    /// of each the longest due first. So nobody waits for all that another has brought in.
    ///
    /// @param texts the others are left out, at no cost
    List<Memory> due(Lane lane, int limit, TextLength texts, Instant now);

    /// Memories in processing whose lease has run out.
    List<Memory> expired(int limit, Instant now);

    /// Failed memories that failed at or after `from` and before `to`, longest ago first. Those whose
    /// text is at fault are left out: for the same model they would fail again.
    List<Memory> failed(int limit, Instant from, Instant to);

    /// These memories, deleted ones included, after waiting for whoever has them locked. Those that this version of
    /// the server cannot read are left out.
    List<Memory> locked(Collection<MemoryKey> keys);

    /// The model that is at fault with the texts of these failed memories.
    void refusedBy(IndexedModel model, Collection<MemoryKey> keys);

    /// Failed memories whose text another model than this was at fault with.
    List<Memory> refusedByOthers(IndexedModel model, int limit);

    /// Lengthens the leases of those of these memories that are in processing under the claim with this token. It is
    /// no event and no new version.
    void renew(Map<MemoryKey, Long> tokens, Instant leasedUntil);
}
