package io.omne.embedding.application;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the providers on the network are reached.
///
/// @param timeout how long one call may take, from connecting to the last byte of the answer
public record ProviderSettings(Account openai, Account cohere, Duration timeout) {

    public ProviderSettings {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a call may take some time");
        }
    }

    /// What is known of one provider.
    ///
    /// @param key null where none is set
    /// @param baseUrl what its paths are put behind, `http` or `https`, without a slash at its end
    public record Account(@Nullable ApiKey key, String baseUrl) {}
}
