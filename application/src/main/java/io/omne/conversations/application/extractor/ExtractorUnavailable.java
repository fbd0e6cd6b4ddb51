package io.omne.conversations.application.extractor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Thrown if something that an extractor needs is unavailable. Try again later.
public final class ExtractorUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;

    /// @param message may be shown to a user
    /// @param retryAfter how long it asks not to be called; null if it does not say
    public ExtractorUnavailable(String message, @Nullable Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /// How long it asks not to be called; null if it does not say.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
