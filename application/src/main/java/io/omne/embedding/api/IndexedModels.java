package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The models whose vectors are stored: the model that readers use and, during a change of the model, the next one.
/// Blocks.
public interface IndexedModels {

    Snapshot current();

    /// The models in use. Locks them until the transaction of the calling thread ends. Others may lock them, too.
    Snapshot lock();

    /// The same for a transaction that changes them. Waits for the transactions that have locked them, and lets no
    /// other lock them until it ends.
    Snapshot lockExclusively();

    /// Stores the vectors of this model for readers, unless there is a model already. In a transaction of its own.
    Snapshot startWith(ModelSpec first);

    /// Stores the vectors of one more model, the next one. The models must be locked exclusively.
    IndexedModel begin(ModelSpec next);

    /// Makes the next model the one that readers use, from the end of the transaction on. The models must be locked
    /// exclusively.
    void serve(IndexedModel next);

    /// Abandons the next model. The models must be locked exclusively.
    void abandon(IndexedModel next);

    /// Drops the vectors of models that nobody has used since then.
    void dropUnused(Instant since);

    /// The models at one moment.
    ///
    /// @param serving the model that readers use
    /// @param next the model that replaces it when the change is done; null if no change is in progress
    record Snapshot(IndexedModel serving, @Nullable IndexedModel next) {}
}
