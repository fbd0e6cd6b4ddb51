package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import org.jspecify.annotations.Nullable;

/// A call for a text of no importance, which shows whether the provider of a model gives vectors to anybody.
///
/// @param characters about how many the text has
record Probe(ModelName model, int characters, Runnable call) {

    /// Makes the call.
    ///
    /// @return what is wrong with the provider; null where it has answered
    @Nullable
    EmbeddingUnavailable outage() {
        try {
            call.run();
            return null;
        } catch (RuntimeException | Error e) {
            return outage(TimedCalls.failure(model, e));
        }
    }

    /// What is wrong with the provider where not even the probe gets vectors.
    private static EmbeddingUnavailable outage(NotEmbedded failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case EmbeddingUnavailable e -> e;
            case ModelFault e when e.getCause() != null -> new EmbeddingUnavailable(Reason.AWAY, message, null, e);
            case ModelFault _, TextRefused _, ProviderError _ ->
                new EmbeddingUnavailable(Reason.MISCONFIGURED, message, null, failure);
        };
    }
}
