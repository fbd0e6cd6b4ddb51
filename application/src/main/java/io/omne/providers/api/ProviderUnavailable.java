package io.omne.providers.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Thrown if the provider is unavailable, whatever it is asked.
public final class ProviderUnavailable extends ProviderFailure {

    private static final long serialVersionUID = 1L;

    /// Why the provider is unavailable.
    public enum Reason {
        /// The provider cannot be reached, takes too long, breaks off, or says that it is out of order.
        AWAY,
        /// The provider gets more requests than it allows.
        BUSY,
        /// The provider refuses the key. Waiting does not help; somebody must correct the key.
        UNAUTHORIZED,
        /// The provider redirects, or knows no such address or model: a setting is wrong. Waiting does
        /// not help; somebody must correct the setting.
        MISCONFIGURED
    }

    private final Reason reason;
    private final boolean mayHaveBeenDone;
    private final @Nullable Duration retryAfter;

    /// @param mayHaveBeenDone whether the provider may have done what it was asked, because the request was
    ///     sent and the answer did not come
    /// @param message may be shown to a user
    /// @param retryAfter for how long the provider asks not to be called, at most an hour; null if it
    ///     does not say
    /// @param cause the underlying failure; null if the provider itself answered so
    public ProviderUnavailable(
            Reason reason,
            boolean mayHaveBeenDone,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.mayHaveBeenDone = mayHaveBeenDone;
        this.retryAfter = retryAfter;
    }

    public Reason reason() {
        return reason;
    }

    /// Whether the provider may have done what it was asked, because the request was sent and the answer did not come.
    public boolean mayHaveBeenDone() {
        return mayHaveBeenDone;
    }

    /// For how long the provider asks not to be called, at most an hour; null if it does not say.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
