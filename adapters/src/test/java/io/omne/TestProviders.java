package io.omne;

import io.omne.embedding.application.ProviderSettings;
import io.omne.embedding.application.ProviderSettings.Account;
import io.omne.providers.api.ApiKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Settings of providers for tests.
public final class TestProviders {

    private TestProviders() {}

    /// Settings by which every provider is at this URL.
    public static ProviderSettings at(String baseUrl, @Nullable String key) {
        var account = new Account(key == null ? null : new ApiKey(key), baseUrl);
        return new ProviderSettings(account, account, Duration.ofSeconds(20));
    }
}
