package io.omne.embedding.api;

import io.omne.embedding.RetryPolicy;
import java.time.Duration;

/// How texts are embedded in the background.
///
/// @param workers threads that embed; one a core is best for a local model, 0 leaves embedding to other
///     instances
/// @param batch texts claimed at once
/// @param lease how long a claim holds without a renewal; it is renewed every third of that. A text whose
///     instance died waits at most this long, and `pollInterval`, to be claimed again
/// @param pollInterval how often the queue is looked at when nothing wakes the saga: for what became due,
///     and for what other instances took in
/// @param maxRetries attempts after the first
/// @param retryDelay the pause before the first retry; each later one doubles it
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
