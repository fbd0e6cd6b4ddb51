package io.omne.embedding.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.jobs.RetryPolicy;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Decides whether and when a text of the backlog is tried again. Blocks, and takes part in the current
/// transaction.
@Component
class FailedAttempts {

    private final BacklogFailures failures;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;

    FailedAttempts(BacklogFailures failures, EmbeddingSettings settings, DatabaseClock clock) {
        this.failures = failures;
        this.settings = settings;
        this.clock = clock;
    }

    void add(IndexedModel next, EmbeddingResult.Failed result) {
        RetryPolicy policy = result.canBeRetried() ? settings.retryPolicy() : RetryPolicy.NONE;
        Instant again = policy.next(
                        failures.attempts(next, result.key()) + 1,
                        ThreadLocalRandom.current().nextDouble())
                .map(clock.now()::plus)
                .orElse(null);
        failures.failed(next, result.key(), result.failure(), again);
    }
}
