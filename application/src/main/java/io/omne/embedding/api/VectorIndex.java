package io.omne.embedding.api;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// The vectors of what users own, of each model apart. An entry is named by its owner and the id of what was
/// embedded.
///
/// `put` and `remove` block and belong to the transaction of the calling thread: they stand or fall with
/// what else it writes. Whoever puts holds the models that are kept ({@link IndexedModels#lock}).
public interface VectorIndex {

    /// Vectors of a model in place of those that the entries had of it.
    ///
    /// @throws ModelFault when a vector's dimension is not the model's: nothing of that length is ever stored
    void put(IndexedModel model, Collection<Entry> entries);

    /// Forgets the entry, whatever the model; nothing happens where there is none.
    void remove(UserId owner, UUID entry);

    /// The entry's vectors, of the model that readers use, in the order of its passages; empty where there is
    /// no entry.
    Mono<List<Vector>> find(UserId owner, UUID entry);

    /// @param passages none where the entry is to have none
    record Entry(UserId owner, UUID id, List<Vector> passages) {}
}
