package io.omne.embedding.api;

import io.omne.embedding.api.IndexedModels.Snapshot;

/// The models of {@link IndexedModels} as they were a moment ago. For readers, which do not lock them.
public interface ModelsInUse {

    /// May block until it gets a connection to the database.
    Snapshot current();
}
