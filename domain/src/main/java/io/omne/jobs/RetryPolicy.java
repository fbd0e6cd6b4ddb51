package io.omne.jobs;

import java.time.Duration;
import java.util.Optional;

/// Decides when work that failed is tried again: `maxRetries` times after the first attempt, after pauses that
/// double from `baseDelay`. Each pause is lengthened by up to a half, so that simultaneous failures are not all
/// retried at the same time.
public record RetryPolicy(int maxRetries, Duration baseDelay) {

    /// No retries.
    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO);

    public RetryPolicy {
        if (maxRetries < 0 || baseDelay.isNegative()) {
            throw new IllegalArgumentException("%d retries from a base of %s".formatted(maxRetries, baseDelay));
        }
    }

    /// The pause after a failed attempt; empty after the last.
    ///
    /// @param attempt as in `pauseAfter`
    /// @param jitter from 0 to 1
    public Optional<Duration> next(int attempt, double jitter) {
        return allowsRetryAfter(attempt) ? Optional.of(pauseAfter(attempt, jitter)) : Optional.empty();
    }

    /// @param attempt the attempt that failed, from 1
    public boolean allowsRetryAfter(int attempt) {
        return attempt <= maxRetries;
    }

    /// @param attempt the attempt that failed, from 1
    /// @param jitter from 0 to 1
    public Duration pauseAfter(int attempt, double jitter) {
        long factor = 1L << Math.min(attempt - 1, 20);
        Duration pause = baseDelay.multipliedBy(factor);
        return pause.plusMillis((long) (pause.toMillis() * jitter / 2));
    }
}
