package io.omne.embedding.api;

import io.omne.embedding.ModelSpec;
import org.jspecify.annotations.Nullable;

/// The models that this instance can use.
public interface ModelCatalogue {

    /// The model that is meant, with the provider's defaults for what is not said.
    ///
    /// @param model the model's name as its makers write it; null for the provider's default
    /// @param dimension null for what the model has by itself
    /// @throws UnusableModel where there is no such provider or model, or its key is missing
    ModelSpec find(String provider, @Nullable String model, @Nullable Integer dimension);
}
