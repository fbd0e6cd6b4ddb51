package io.omne.embedding.api;

/// The embedding model gave no answer.
public final class EmbeddingUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message fit to be shown to a user
    public EmbeddingUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
