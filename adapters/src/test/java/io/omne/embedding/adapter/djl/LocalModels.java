package io.omne.embedding.adapter.djl;

import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.LocalModelSettings;

/// The model in this process that the server uses if none is named.
public final class LocalModels {

    private LocalModels() {}

    /// Opens the model, which the caller must close.
    public static EmbeddingModel open() {
        var local = new LocalProvider(new LocalModelSettings(null));
        return local.open(local.spec(null, null));
    }
}
