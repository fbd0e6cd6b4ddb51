package io.omne.embedding.api;

import io.omne.embedding.api.IndexedModels.Snapshot;

/// The models of {@link IndexedModels} as they were a moment ago. For readers, who do not lock them.
public interface ModelsInUse {

    /// May block, for as long as a connection takes.
    Snapshot current();
}
