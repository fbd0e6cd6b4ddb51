package io.omne.access.application;

import io.omne.access.api.CreationLimit.Kind;
import io.omne.validation.CannotStart;
import java.time.Duration;

/// The rate limits: how many memories and messages a user may create.
///
/// @param memories the most memories in any period as long as the window; 0 for no limit
/// @param messages the most messages of conversations in such a period; 0 for no limit
public record RateLimitSettings(int memories, int messages, Duration window) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public RateLimitSettings {
        check("memories", memories);
        check("messages", messages);
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new CannotStart("omne.rate-limit.window is %s; it has to be from 1s to 1d.".formatted(window));
        }
    }

    private static void check(String name, int limit) {
        if (limit < 0) {
            throw new CannotStart(
                    "omne.rate-limit.%s is %d; it has to be 1 or more, or 0 for no limit.".formatted(name, limit));
        }
    }

    int limit(Kind kind) {
        return switch (kind) {
            case MEMORIES -> memories;
            case MESSAGES -> messages;
        };
    }
}
