package io.omne.memory.application.writing;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.IdempotencyKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What was created under which key. Blocks, in the transaction of the calling thread; what is taken there is
/// taken when that commits. The clock of the database says what has expired.
public interface IdempotencyRecords {

    /// Whether the key is taken and will not expire within a minute. For a look before the transaction: by
    /// then another may have taken it.
    boolean isTaken(UserId owner, IdempotencyKey key);

    /// Takes the key for {@link IdempotencyKey#KEY_HOLDS}, unless it is taken and has not expired. Where another
    /// transaction is just taking it, that one's end is awaited, on whichever instance it is.
    ///
    /// @return what it was taken for before; empty where it is the caller's now
    Optional<IdempotencyRecord> take(UserId owner, IdempotencyKey key, IdempotencyRecord creation);

    /// The key, which the caller has just taken, stands for these alone: there came to be no more. For none, it is
    /// free again.
    void keep(UserId owner, IdempotencyKey key, List<MemoryId> ids);

    /// Forgets keys that have expired, so many at most. In a transaction of its own.
    ///
    /// @return how many
    int forgetExpired(int limit);

    /// @param fingerprint of the request
    /// @param ids in the order they were asked for
    /// @param at when they were created
    record IdempotencyRecord(String fingerprint, List<MemoryId> ids, Instant at) {

        public IdempotencyRecord {
            ids = List.copyOf(ids);
        }
    }
}
