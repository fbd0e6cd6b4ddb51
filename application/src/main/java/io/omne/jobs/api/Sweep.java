package io.omne.jobs.api;

import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.validation.CannotStart;
import java.time.Duration;

/// A job that looks for work which was missed or failed, in its period or on request. Administrators see
/// all sweeps, and request one by the name of its kind, with dashes.
public interface Sweep extends Job<NoParameters> {

    Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    /// @param sweep its name in the settings
    /// @throws CannotStart if the period is too short
    static void checkPeriod(String sweep, Duration every) {
        if (!every.isZero() && every.compareTo(SHORTEST_PERIOD) < 0) {
            throw new CannotStart(
                    "omne.sweeps.%s.every is %s; it has to be 1s or longer, or 0 for never.".formatted(sweep, every));
        }
    }

    /// @param sweep its name in the settings
    /// @throws CannotStart if nothing is so young
    static void checkMaxAge(String sweep, Duration maxAge) {
        if (!maxAge.isPositive()) {
            throw new CannotStart("omne.sweeps.%s.max-age is %s; it has to be longer than 0.".formatted(sweep, maxAge));
        }
    }
}
