package io.omne.embedding.api;

import io.omne.access.UserId;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/// Stores the vectors of users' texts, separately for each model. The owner and the id of the text identify an
/// entry.
///
/// `put` and `remove` block, and take part in the current transaction: they are committed or rolled back with its
/// other writes. A caller of `put` must have locked the models ({@link IndexedModels#lock}).
public interface VectorIndex {

    /// Replaces the vectors that the entries have of this model.
    ///
    /// @throws ModelFault if a vector has not the dimension of the model; such a vector is never stored
    void put(IndexedModel model, Collection<Entry> entries);

    /// Removes the entry, for all models. Does nothing if there is none.
    void remove(UserId owner, UUID entry);

    /// The vectors that the entry has of the serving model, in the order of its passages; empty if there is no
    /// entry.
    Mono<List<Vector>> find(UserId owner, UUID entry);

    /// @param passages in the order of the text; empty to store none
    record Entry(UserId owner, UUID id, List<EmbeddedPassage> passages) {}
}
