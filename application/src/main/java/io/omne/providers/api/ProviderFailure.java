package io.omne.providers.api;

import org.jspecify.annotations.Nullable;

/// Thrown if a provider gives no usable answer. The message is a sentence that may be shown to a user:
/// it contains neither the key nor the question, nor anything that the provider said.
public abstract sealed class ProviderFailure extends RuntimeException
        permits ProviderUnavailable, RequestRefused, UnusableAnswer {

    private static final long serialVersionUID = 1L;

    ProviderFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
