package io.omne.embedding.api;

import org.jspecify.annotations.Nullable;

/// Why there are no vectors. The message is a sentence fit to be shown to a user: it holds neither a secret nor
/// anything that a provider said.
public abstract sealed class NotEmbedded extends RuntimeException
        permits EmbeddingUnavailable, ModelFault, ProviderError, TextRefused {

    private static final long serialVersionUID = 1L;

    NotEmbedded(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
