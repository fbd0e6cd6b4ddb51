package io.omne.memory.application.sweeps;

import io.omne.jobs.api.Sweep;
import io.omne.validation.CannotStart;
import java.time.Duration;

/// The settings of the sweeps, which look for embeddings that were missed or failed.
public record SweepSettings(Pending processPendingEmbeddings, Failed retryFailedEmbeddings) {

    private static final int LARGEST_BATCH = 1_000;

    /// @param every the period, counted over all instances; zero if the sweep runs on request only
    /// @param batch how many memories are claimed at once
    public record Pending(Duration every, int batch) {

        public Pending {
            Sweep.checkPeriod("process-pending-embeddings", every);
            checkBatch("process-pending-embeddings", batch);
        }
    }

    /// @param every the period, counted over all instances; zero if the sweep runs on request only
    /// @param maxAge memories that failed longer ago than this are not retried
    /// @param batch how many memories become pending in one transaction
    public record Failed(Duration every, Duration maxAge, int batch) {

        public Failed {
            Sweep.checkPeriod("retry-failed-embeddings", every);
            checkBatch("retry-failed-embeddings", batch);
            Sweep.checkMaxAge("retry-failed-embeddings", maxAge);
        }
    }

    private static void checkBatch(String sweep, int batch) {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new CannotStart(
                    "omne.sweeps.%s.batch is %d; it has to be from 1 to %d.".formatted(sweep, batch, LARGEST_BATCH));
        }
    }
}
