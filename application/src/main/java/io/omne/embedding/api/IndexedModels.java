package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The models whose vectors are stored: the model that readers use and, during a change of the model, the next one.
/// Blocks.
public interface IndexedModels {

    Snapshot current();

    /// The models in use. Locks them until the current transaction ends. Several transactions may have this lock at
    /// once.
    Snapshot lock();

    /// The same for a transaction that changes the models. Waits for the transactions that have locked them, and
    /// prevents other locks until the current transaction ends.
    Snapshot lockExclusively();

    /// Makes this model the first serving model, unless there is a model already. In a transaction of its own.
    Snapshot startWith(ModelSpec first);

    /// Adds the next model, whose vectors are stored from now on. The models must be locked exclusively.
    IndexedModel begin(ModelSpec next);

    /// Makes the next model the serving model when the current transaction commits. The models must be locked
    /// exclusively.
    void serve(IndexedModel next);

    /// Abandons the next model. The models must be locked exclusively.
    void abandon(IndexedModel next);

    /// Deletes the vectors of models that have not been in use since this instant.
    void dropUnused(Instant since);

    /// The models at one moment.
    ///
    /// @param serving the model that readers use
    /// @param next the model that replaces it when the change is done; null if no change is in progress
    record Snapshot(IndexedModel serving, @Nullable IndexedModel next) {}
}
