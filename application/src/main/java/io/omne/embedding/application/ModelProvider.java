package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import org.jspecify.annotations.Nullable;

/// A provider of embedding models: this process itself, or a service on the network.
public interface ModelProvider {

    /// `local`, `openai` or `cohere`.
    String name();

    /// Finds a model, with the provider's defaults for null parameters. Makes no request to a service. May take
    /// seconds if a local model must be loaded to find out its properties.
    ///
    /// @param model the model's name as its makers write it; null for the provider's default
    /// @param dimension null for the model's own default
    /// @throws UnusableModel if there is no such model, it cannot have that dimension, or the provider's key is
    ///     missing
    ModelSpec spec(@Nullable String model, @Nullable Integer dimension);

    /// Opens a model. The caller must close it. May take seconds if the model must be loaded.
    ///
    /// @throws UnusableModel as `spec` does
    EmbeddingModel open(ModelSpec spec);
}
