package io.omne.providers.api;

/// Thrown if the answer of a provider is too long, or has the wrong form.
public final class UnusableAnswer extends ProviderFailure {

    private static final long serialVersionUID = 1L;

    /// @param message may be shown to a user
    public UnusableAnswer(String message) {
        super(message, null);
    }
}
