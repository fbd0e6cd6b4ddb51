package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.time.Instant;
import java.util.Optional;

/// The pauses of the providers of models, as this instance sees them.
public interface ProviderState {

    /// The current pause of the provider of this model. Empty if there is none, and also if a pause has been over
    /// for a minute and nobody has called the provider since: then nobody needs the model.
    ///
    /// A model that is no longer in use can still have a pause: ask only for models that are in use.
    Optional<Pause> pause(IndexedModel model);

    /// @param since when the outage began
    /// @param until when the provider is tried again, at the latest
    record Pause(EmbeddingUnavailable.Reason reason, Instant since, Instant until) {}
}
