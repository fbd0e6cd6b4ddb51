package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.time.Instant;
import java.util.Optional;

/// Whether the providers of models are asked at all, as this instance finds it.
public interface ProviderState {

    /// Why the provider of this model is left alone for now. Empty where it is not, and where a pause has been over for
    /// a minute and nobody has tried the provider since: then nobody wants anything of the model.
    ///
    /// A model that was given up has its pause as any other: ask for models that are in use.
    Optional<Pause> pause(IndexedModel model);

    /// @param since when this began
    /// @param until when the provider is tried again, at the latest
    record Pause(EmbeddingUnavailable.Reason reason, Instant since, Instant until) {}
}
