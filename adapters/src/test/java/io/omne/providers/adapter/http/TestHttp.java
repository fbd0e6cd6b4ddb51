package io.omne.providers.adapter.http;

import io.omne.providers.api.ApiKey;
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import tools.jackson.databind.JsonNode;

/// The way to fake providers, with which adapters are tested.
public final class TestHttp implements AutoCloseable {

    /// The instant at which it stands still.
    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    private final HttpProvider http = new HttpProvider(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Duration timeout;

    private TestHttp(Duration timeout) {
        this.timeout = timeout;
    }

    public static TestHttp patient() {
        return new TestHttp(Duration.ofSeconds(20));
    }

    public static TestHttp impatient() {
        return new TestHttp(Duration.ofMillis(400));
    }

    public RemoteProvider remote() {
        return http;
    }

    /// Asks the provider `fake` with the time limit of this.
    public JsonNode ask(String url, String key, Object question) {
        return http.ask(new Endpoint("fake", url, new ApiKey(key), timeout), question, JsonNode.class);
    }

    @Override
    public void close() {
        http.close();
    }
}
