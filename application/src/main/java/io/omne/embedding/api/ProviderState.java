package io.omne.embedding.api;

import java.time.Instant;
import java.util.Optional;

/// Whether the provider of the model in use is asked at all, as this instance finds it. May block, for as
/// long as a connection takes.
public interface ProviderState {

    /// Why the provider is left alone for now; empty where it is not.
    Optional<Pause> pause();

    /// @param since when this began
    /// @param until when the provider is tried again, at the latest
    record Pause(EmbeddingUnavailable.Reason reason, Instant since, Instant until) {}
}
