package io.omne.jobs;

import java.time.Duration;

/// How much background work was completed, and how much failed, recently.
///
/// @param window the period that was counted, up to now
public record Pace(long completed, long failed, Duration window) {

    private static final double SECONDS_A_MINUTE = 60;

    /// Rounded to a tenth.
    public double completedPerMinute() {
        return perMinute(completed);
    }

    /// Rounded to a tenth.
    public double failedPerMinute() {
        return perMinute(failed);
    }

    public double seconds() {
        return window.toMillis() / 1_000.0;
    }

    private double perMinute(long count) {
        return Math.round(count / seconds() * SECONDS_A_MINUTE * 10) / 10.0;
    }
}
