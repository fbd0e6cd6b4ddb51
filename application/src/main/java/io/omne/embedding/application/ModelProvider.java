package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import org.jspecify.annotations.Nullable;

/// Who has embedding models: this process itself, or a service on the network.
public interface ModelProvider {

    /// `local`, `openai` or `cohere`.
    String name();

    /// The model that is meant, with the provider's defaults for what is not said. Asks nobody.
    /// May take seconds where a model has to be loaded to see what it is.
    ///
    /// @param model the model's name as its makers write it; null for the provider's default
    /// @param dimension null for what the model has by itself
    /// @throws UnusableModel when there is no such model, it cannot have that dimension, or the provider's key is
    ///     missing
    ModelSpec spec(@Nullable String model, @Nullable Integer dimension);

    /// The model, ready to be asked. Whoever opens it closes it. May take seconds where it has to be loaded.
    ///
    /// @throws UnusableModel as `spec` does
    EmbeddingModel open(ModelSpec spec);
}
