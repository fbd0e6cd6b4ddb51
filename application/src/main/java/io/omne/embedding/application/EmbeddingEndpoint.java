package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;

/// The endpoint of a provider on the network that embeds texts. Its failures are those of this module.
public record EmbeddingEndpoint(RemoteProvider remote, Endpoint endpoint) {

    /// The provider's name, for messages.
    public String provider() {
        return endpoint.provider();
    }

    /// Asks as {@link RemoteProvider#ask} does.
    ///
    /// @throws EmbeddingUnavailable if the provider is unavailable
    /// @throws TextRefused if the provider refuses the question
    /// @throws ModelFault if the answer is too long or has the wrong form
    public <T> T ask(Object question, Class<T> answer) {
        try {
            return remote.ask(endpoint, question, answer);
        } catch (ProviderFailure e) {
            throw notEmbedded(e);
        }
    }

    private static NotEmbedded notEmbedded(ProviderFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case ProviderUnavailable e ->
                new EmbeddingUnavailable(reason(e.reason()), message, e.retryAfter(), e.getCause());
            case RequestRefused _ -> new TextRefused(message);
            case UnusableAnswer _ -> new ModelFault(message, null);
        };
    }

    private static Reason reason(ProviderUnavailable.Reason reason) {
        return switch (reason) {
            case AWAY -> Reason.AWAY;
            case BUSY -> Reason.BUSY;
            case UNAUTHORIZED -> Reason.UNAUTHORIZED;
            case MISCONFIGURED -> Reason.MISCONFIGURED;
        };
    }
}
