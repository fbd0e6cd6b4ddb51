package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// How long the provider of a model is left alone: as long as it asks for, or twice as long as the time before, until
/// a text is given vectors.
final class PauseLength {

    private final Duration first;
    private final Duration longest;

    /// Since a text was given vectors.
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

    /// A text was given vectors.
    void startOver() {
        pauses.set(0);
    }
}
