package io.omne.providers.api;

/// Thrown if the provider refuses what it is asked. It will refuse the same request again.
public final class RequestRefused extends ProviderFailure {

    private static final long serialVersionUID = 1L;

    /// @param message may be shown to a user
    public RequestRefused(String message) {
        super(message, null);
    }
}
