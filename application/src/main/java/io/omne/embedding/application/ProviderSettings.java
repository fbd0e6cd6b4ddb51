package io.omne.embedding.application;

import io.omne.providers.api.ApiKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The settings of the providers on the network.
///
/// @param timeout how long one request may take, from connecting to the last byte of the answer
public record ProviderSettings(Account openai, Account cohere, Duration timeout) {

    public ProviderSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a call may take some time");
        }
    }

    /// The settings of one provider.
    ///
    /// @param key null if none is set
    /// @param baseUrl the `http` or `https` URL to which paths are appended, without a slash at its end
    public record Account(@Nullable ApiKey key, String baseUrl) {}
}
