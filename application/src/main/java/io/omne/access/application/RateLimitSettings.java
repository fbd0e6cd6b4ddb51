package io.omne.access.application;

import io.omne.validation.CannotStart;
import java.time.Duration;

/// The rate limit: how many memories a user may create.
///
/// @param memories the most memories in any period as long as the window; 0 for no limit
public record RateLimitSettings(int memories, Duration window) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public RateLimitSettings {
        if (memories < 0) {
            throw new CannotStart(
                    "omne.rate-limit.memories is %d; it has to be 1 or more, or 0 for no limit.".formatted(memories));
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new CannotStart("omne.rate-limit.window is %s; it has to be from 1s to 1d.".formatted(window));
        }
    }
}
