package io.omne.embedding.api;

import io.omne.access.UserId;
import io.omne.embedding.Vector;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// The vectors of what users own. An entry is named by its owner and the id of what was embedded.
///
/// `put` and `remove` block and belong to the transaction of the calling thread: they stand or fall with
/// what else it writes.
public interface VectorIndex {

    /// Vectors in place of those that the entry had.
    ///
    /// @throws IllegalArgumentException when a vector's dimension is not the index's
    void put(UserId owner, UUID entry, List<Vector> passages);

    /// Forgets the entry; nothing happens where there is none.
    void remove(UserId owner, UUID entry);

    /// The entry's vectors in the order of its passages; empty where there is no entry.
    Mono<List<Vector>> find(UserId owner, UUID entry);
}
