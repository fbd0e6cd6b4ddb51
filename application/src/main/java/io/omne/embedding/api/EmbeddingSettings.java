package io.omne.embedding.api;

import io.omne.jobs.RetryPolicy;
import java.time.Duration;

/// Settings for the embedding of texts in the background.
///
/// @param workers threads that embed; one for each core is best for a local model, 0 leaves the embedding to other
///     instances
/// @param batch how many texts are claimed at once
/// @param lease how long a claim is valid without a renewal; it is renewed after every third of this time. If an
///     instance is lost, its texts can be claimed again after at most this time and the `pollInterval`
/// @param pollInterval how often the database is asked for work if no event wakes the saga: for texts that became
///     due, and for texts of other instances
/// @param maxRetries the number of attempts after the first
/// @param retryDelay the pause before the first retry; it doubles with each further retry
public record EmbeddingSettings(
        int workers, int batch, Duration lease, Duration pollInterval, int maxRetries, Duration retryDelay) {

    public EmbeddingSettings {
        if (workers < 0
                || batch < 1
                || !lease.isPositive()
                || !pollInterval.isPositive()
                || maxRetries < 0
                || retryDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "omne.embedding: batch, lease and poll-interval are positive, and nothing is negative");
        }
    }

    public RetryPolicy retryPolicy() {
        return new RetryPolicy(maxRetries, retryDelay);
    }
}
