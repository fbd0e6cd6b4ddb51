package io.omne.memory.api;

import java.time.Duration;

/// That something is to be done once, however often it is asked for.
///
/// @param key the client's name for the request, among its own user's
/// @param fingerprint different for whatever asks for something else
public record IdempotencyKey(String key, String fingerprint) {

    /// How long a key keeps a request from being done again.
    public static final Duration KEY_HOLDS = Duration.ofHours(24);
}
