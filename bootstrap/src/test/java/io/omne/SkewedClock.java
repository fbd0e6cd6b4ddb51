package io.omne;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.Map;

/// Another clock for a process of the server, by `libfaketime`. Time passes as ever: only what time it is said to
/// be is wrong.
final class SkewedClock {

    private static final String LIBRARY = requireNonNullElse(
            System.getenv("OMNE_TEST_FAKETIME"), "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    private SkewedClock() {}

    /// @param ahead negative for a clock that is behind
    /// @return the environment of the process
    static Map<String, String> by(Duration ahead) {
        return Map.of(
                "LD_PRELOAD",
                LIBRARY,
                "FAKETIME",
                "%+ds".formatted(ahead.toSeconds()),
                "DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "NO_FAKE_STAT", // else the JVM takes its cache for that of other files
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", // else the JVM's waits end at once
                "0");
    }
}
