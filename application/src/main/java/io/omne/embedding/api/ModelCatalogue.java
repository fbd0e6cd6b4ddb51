package io.omne.embedding.api;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// The models that this instance can use.
public interface ModelCatalogue {

    /// The model that is meant, with the provider's defaults for what is not said. Blocks: a local model may have to
    /// be loaded to see what it is.
    ///
    /// @param model the model's name as its makers write it; null for the provider's default
    /// @param dimension null for what the model has by itself
    /// @throws UnusableModel where there is no such provider or model, or its key is missing
    ModelSpec find(String provider, @Nullable String model, @Nullable Integer dimension);

    /// Has the model embed one text, to see whether it can be used. Blocks until the provider has
    /// answered, or the model is loaded.
    ///
    /// @throws UnusableModel where whoever chose it can mend it: the provider takes no such key, knows no
    ///     such model, or gives vectors of another dimension
    /// @throws EmbeddingUnavailable where that cannot be said now, because the provider is away
    void tryOut(ModelSpec model);
}
