package io.omne.embedding.api;

import org.jspecify.annotations.Nullable;

/// Thrown if a text gets no vectors. The message is a sentence that may be shown to a user: it contains neither a
/// secret nor anything that a provider said.
public abstract sealed class NotEmbedded extends RuntimeException
        permits EmbeddingUnavailable, ModelFault, ProviderError, TextRefused {

    private static final long serialVersionUID = 1L;

    NotEmbedded(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
