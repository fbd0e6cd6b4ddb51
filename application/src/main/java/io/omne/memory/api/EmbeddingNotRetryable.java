package io.omne.memory.api;

import io.omne.memory.EmbeddingStatus;

/// Thrown if there is nothing to retry, because the embedding is in progress or completed.
public final class EmbeddingNotRetryable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// An answer rather than a fault: it carries no stack trace.
    public EmbeddingNotRetryable(EmbeddingStatus status) {
        super("the embedding is " + status.name().toLowerCase(java.util.Locale.ROOT), null, false, false);
    }
}
