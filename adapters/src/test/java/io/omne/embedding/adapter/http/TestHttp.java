package io.omne.embedding.adapter.http;

import io.omne.embedding.application.ApiKey;
import io.omne.embedding.application.ProviderSettings;
import io.omne.embedding.application.ProviderSettings.Account;
import io.omne.embedding.application.RemoteProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The way to fake providers, with which adapters are tested.
public final class TestHttp implements AutoCloseable {

    /// The instant at which it stands still.
    public static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    private final HttpProvider http;

    private TestHttp(Duration timeout) {
        http = new HttpProvider(settings("http://127.0.0.1:1", null, timeout), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    public static TestHttp patient() {
        return new TestHttp(Duration.ofSeconds(20));
    }

    public static TestHttp impatient() {
        return new TestHttp(Duration.ofMillis(400));
    }

    /// Settings by which every provider is at this URL.
    public static ProviderSettings settings(String baseUrl, @Nullable String key) {
        return settings(baseUrl, key, Duration.ofSeconds(20));
    }

    private static ProviderSettings settings(String baseUrl, @Nullable String key, Duration timeout) {
        var account = new Account(key == null ? null : new ApiKey(key), baseUrl);
        return new ProviderSettings(account, account, timeout);
    }

    public RemoteProvider remote() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }
}
