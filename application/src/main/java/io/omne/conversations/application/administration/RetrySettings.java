package io.omne.conversations.application.administration;

import io.omne.jobs.api.Sweep;
import java.time.Duration;

/// The settings of the sweep that extracts memories again where that failed.
///
/// @param every the period, counted over all instances; zero if the sweep runs on request only
/// @param maxAge conversations that failed longer ago than this are not retried
public record RetrySettings(Duration every, Duration maxAge) {

    private static final String SWEEP = "retry-failed-extractions";

    public RetrySettings {
        Sweep.checkPeriod(SWEEP, every);
        Sweep.checkMaxAge(SWEEP, maxAge);
    }
}
