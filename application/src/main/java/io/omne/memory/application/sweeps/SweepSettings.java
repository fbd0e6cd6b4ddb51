package io.omne.memory.application.sweeps;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.memory.application.MemoryJobs;
import io.omne.validation.CannotStart;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of the sweeps, which look for embeddings that were missed or failed.
public record SweepSettings(Pending processPendingEmbeddings, Failed retryFailedEmbeddings) {

    private static final int LARGEST_BATCH = 1_000;
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    /// @param every the period, counted over all instances; zero if the sweep runs on request only
    /// @param batch how many memories are claimed at once
    public record Pending(Duration every, int batch) {

        public Pending {
            checkPeriod("process-pending-embeddings", every);
            checkBatch("process-pending-embeddings", batch);
        }
    }

    /// @param every the period, counted over all instances; zero if the sweep runs on request only
    /// @param maxAge memories that failed longer ago than this are not retried
    /// @param batch how many memories become pending in one transaction
    public record Failed(Duration every, Duration maxAge, int batch) {

        public Failed {
            checkPeriod("retry-failed-embeddings", every);
            checkBatch("retry-failed-embeddings", batch);
            if (!maxAge.isPositive()) {
                throw new CannotStart("omne.sweeps.retry-failed-embeddings.max-age is %s; it has to be longer than 0."
                        .formatted(maxAge));
            }
        }
    }

    /// The period of each sweep; zero if it runs on request only.
    public Map<JobKind<NoParameters>, Duration> periods() {
        var periods = new LinkedHashMap<JobKind<NoParameters>, Duration>();
        periods.put(MemoryJobs.PROCESS_PENDING_EMBEDDINGS, processPendingEmbeddings.every());
        periods.put(MemoryJobs.RETRY_FAILED_EMBEDDINGS, retryFailedEmbeddings.every());
        return periods;
    }

    private static void checkPeriod(String sweep, Duration every) {
        if (!every.isZero() && every.compareTo(SHORTEST_PERIOD) < 0) {
            throw new CannotStart(
                    "omne.sweeps.%s.every is %s; it has to be 1s or longer, or 0 for never.".formatted(sweep, every));
        }
    }

    private static void checkBatch(String sweep, int batch) {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new CannotStart(
                    "omne.sweeps.%s.batch is %d; it has to be from 1 to %d.".formatted(sweep, batch, LARGEST_BATCH));
        }
    }
}
