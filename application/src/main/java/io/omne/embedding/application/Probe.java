package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.TextRefused;
import org.jspecify.annotations.Nullable;

/// A call for a harmless text, which shows whether the provider of a model returns vectors at all.
///
/// @param characters the approximate length of the text
record Probe(ModelName model, int characters, Runnable call) {

    /// Makes the call.
    ///
    /// @return what is wrong with the provider; null if it has answered
    @Nullable
    EmbeddingUnavailable outage() {
        try {
            call.run();
            return null;
        } catch (RuntimeException | Error e) {
            return outage(TimedCalls.failure(model, e));
        }
    }

    /// What is wrong with the provider if even the probe gets no vectors.
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
