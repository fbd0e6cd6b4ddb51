package io.omne.conversations.application.extraction;

import io.omne.conversations.domain.ExtractionDecisions.Timing;
import io.omne.jobs.RetryPolicy;
import io.omne.validation.CannotStart;
import java.time.Duration;

/// Settings for the extraction of memories from conversations.
///
/// @param workers threads that extract; 0 leaves the extraction to other instances
/// @param quiet how long no message may have arrived in a conversation before its new messages are read
/// @param tokens how long new messages are together, in tokens, so that they are read at once
/// @param batch how many messages are read at once
/// @param lease how long a claim is valid. If an instance is lost, its conversations are claimed again after that
/// @param pollInterval how often the database is asked for work
/// @param maxRetries the number of attempts after the first
/// @param retryDelay the pause before the first retry; it doubles with each further retry
public record ExtractionSettings(
        int workers,
        Duration quiet,
        long tokens,
        int batch,
        Duration lease,
        Duration pollInterval,
        int maxRetries,
        Duration retryDelay) {

    public ExtractionSettings {
        if (workers < 0
                || quiet.isNegative()
                || tokens < 1
                || batch < 1
                || batch > 100
                || !lease.isPositive()
                || !pollInterval.isPositive()
                || maxRetries < 0
                || retryDelay.isNegative()) {
            throw new CannotStart(
                    "omne.extraction: tokens, lease and poll-interval have to be positive, batch from 1 to"
                            + " 100, and nothing may be negative.");
        }
    }

    /// How many messages are read at once after so many failed attempts: half as many after each, because an answer
    /// about fewer messages is shorter.
    int batchAfter(int attempts) {
        return Math.max(1, batch >> Math.min(attempts, 10));
    }

    RetryPolicy retryPolicy() {
        return new RetryPolicy(maxRetries, retryDelay);
    }

    Timing timing() {
        return new Timing(quiet, tokens);
    }
}
