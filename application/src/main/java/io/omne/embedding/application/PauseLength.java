package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// Computes the length of the pauses of a model's provider: the time that the provider asks for, or else twice the
/// length of the previous pause; the longest if the provider refuses the key. Starts over when a text gets vectors.
final class PauseLength {

    private final Duration first;
    private final Duration longest;

    /// The number of pauses since a text last got vectors.
    private final AtomicInteger pauses = new AtomicInteger();

    PauseLength(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    Duration shortest() {
        return first;
    }

    Duration next(EmbeddingUnavailable outage) {
        Duration doubled = first.multipliedBy(1L << Math.min(pauses.getAndIncrement(), 20));
        Duration asked = outage.retryAfter();
        if (asked != null && asked.isPositive()) {
            return asked;
        }
        if (outage.reason() == Reason.UNAUTHORIZED) {
            return longest;
        }
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /// Call this when a text got vectors.
    void startOver() {
        pauses.set(0);
    }
}
