package io.omne.embedding.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The provider of the embedding model is away, whatever the text: to be asked again later.
public final class EmbeddingUnavailable extends NotEmbedded {

    private static final long serialVersionUID = 1L;

    /// Why nobody gets an answer.
    public enum Reason {
        /// It cannot be reached, takes too long, breaks off, or says that it is out of order.
        AWAY,
        /// It is asked more often than it allows.
        BUSY,
        /// It does not take the key. Waiting does not help; somebody has to mend it.
        UNAUTHORIZED,
        /// It redirects, knows no such address or model, or gives everybody an answer of no use: a
        /// setting is wrong. Waiting does not help; somebody has to mend it.
        MISCONFIGURED
    }

    private final Reason reason;
    private final @Nullable Duration retryAfter;

    /// @param message fit to be shown to a user
    /// @param retryAfter how long the provider asks to be left alone, an hour at most; null where it does not say
    /// @param cause what went wrong underneath; null where the provider said so itself
    public EmbeddingUnavailable(
            Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /// How long the provider asks to be left alone, an hour at most; null where it does not say.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
