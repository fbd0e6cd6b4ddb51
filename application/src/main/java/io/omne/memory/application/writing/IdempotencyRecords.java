package io.omne.memory.application.writing;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The records of which request created which memories. Blocks, and takes part in the current transaction: a key is
/// taken when that commits. The clock of the database decides what has expired.
public interface IdempotencyRecords {

    /// Whether the key is taken and will not expire within a minute. For a check before the transaction: another
    /// transaction may take the key before the caller does.
    boolean isTaken(UserId owner, IdempotencyKey key);

    /// Takes the key for {@link IdempotencyKey#KEY_HOLDS}, unless it is taken and has not expired. If another
    /// transaction, on any instance, is taking the same key, waits for the end of that transaction.
    ///
    /// @return the record of the earlier request; empty if the caller has taken the key
    Optional<IdempotencyRecord> take(UserId owner, IdempotencyKey key, IdempotencyRecord creation);

    /// Changes the ids of a key that the current transaction has taken, because fewer memories were created.
    /// Releases the key if there are none.
    void keep(UserId owner, IdempotencyKey key, List<MemoryId> ids);

    /// Deletes expired keys, at most `limit` of them, in a transaction of its own.
    ///
    /// @return how many were deleted
    int forgetExpired(int limit);

    /// @param fingerprint the fingerprint of the request
    /// @param ids the created memories, in the order of the request
    /// @param at when the memories were created
    record IdempotencyRecord(String fingerprint, List<MemoryId> ids, Instant at) {

        public IdempotencyRecord {
            ids = List.copyOf(ids);
        }
    }
}
