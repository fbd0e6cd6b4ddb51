package io.omne.embedding.api;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// The models that this instance can use.
public interface ModelCatalogue {

    /// Finds a model, with the provider's defaults for null parameters. Blocks: a local model may have to be loaded
    /// to find out its properties.
    ///
    /// @param model the model's name as its makers write it; null for the provider's default
    /// @param dimension null for the model's own default
    /// @throws UnusableModel if there is no such provider or model, or its key is missing
    ModelSpec find(String provider, @Nullable String model, @Nullable Integer dimension);

    /// Lets the model embed one text, to find out whether it can be used. Blocks until the provider has answered,
    /// or the model is loaded.
    ///
    /// @throws UnusableModel if the administrator can correct the reason: the provider refuses the key, does not
    ///     know the model, or returns vectors of another dimension
    /// @throws EmbeddingUnavailable if this cannot be found out now because the provider is unavailable
    void tryOut(ModelSpec model);
}
