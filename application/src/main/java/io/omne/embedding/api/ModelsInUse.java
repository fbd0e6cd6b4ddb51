package io.omne.embedding.api;

import io.omne.embedding.api.IndexedModels.Kept;

/// The model that readers use, and the one that is to take its place, as of a moment ago.
public interface ModelsInUse {

    /// May block, for as long as a connection takes.
    Kept current();
}
