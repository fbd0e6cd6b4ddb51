package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The memories that are pending, in processing or failed. Blocks, and takes part in the current transaction, which
/// locks the memories that a method returns. `due`, `expired`, `failed` and `refusedByOthers` skip memories that
/// are locked by others.
public interface EmbeddingQueue {

    /// Finds pending memories that are due: of as many users as `limit` allows, the same number for each user, the
    /// longest due first. So no user waits for all the memories that another user has created.
    ///
    /// @param texts finds only memories of this length, without reading the others
    List<Memory> due(Lane lane, int limit, TextLength texts, Instant now);

    /// Finds memories in processing whose lease has expired.
    List<Memory> expired(int limit, Instant now);

    /// Finds memories that failed at or after `from` and before `to`, oldest failure first. Leaves out those that
    /// failed because of their text, because they would fail again with the same model.
    List<Memory> failed(int limit, Instant from, Instant to);

    /// Locks and returns these memories, including deleted ones. Waits for transactions that have locked them.
    /// Leaves out those that this version of the server cannot read.
    List<Memory> locked(Collection<MemoryKey> keys);

    /// Records that these memories failed because of their texts with this model.
    void refusedBy(IndexedModel model, Collection<MemoryKey> keys);

    /// Finds memories that failed because of their text with another model than this one.
    List<Memory> refusedByOthers(IndexedModel model, int limit);

    /// Renews the leases of the memories that are in processing under the claim with this token. Makes no event and
    /// no new version.
    void renew(Map<MemoryKey, Long> tokens, Instant leasedUntil);
}
