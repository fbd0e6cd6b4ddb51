package io.omne.memory.api;

import java.time.Duration;

/// Identifies a request that is carried out only once, however often the client repeats it.
///
/// @param key the client's name for the request, unique for each user
/// @param fingerprint a value that differs between requests with different contents
public record IdempotencyKey(String key, String fingerprint) {

    /// How long a key prevents a request from being carried out again.
    public static final Duration KEY_HOLDS = Duration.ofHours(24);
}
