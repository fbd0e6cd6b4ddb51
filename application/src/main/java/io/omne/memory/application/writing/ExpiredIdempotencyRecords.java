package io.omne.memory.application.writing;

import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.application.MemoryJobs;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Deletes idempotency records that have expired, in batches.
@Component
class ExpiredIdempotencyRecords implements Job<NoParameters> {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;

    private final IdempotencyRecords records;

    ExpiredIdempotencyRecords(IdempotencyRecords records) {
        this.records = records;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return MemoryJobs.DELETE_EXPIRED_IDEMPOTENCY_RECORDS;
    }

    @Override
    public Duration every() {
        return PERIOD;
    }

    /// @return how many records were deleted
    @Override
    public String run(NoParameters none, Progress progress) {
        progress.phase("deleting", 0);
        long all = 0;
        int deleted;
        do {
            deleted = records.forgetExpired(BATCH);
            progress.done(deleted);
            all += deleted;
        } while (deleted == BATCH);
        return "{\"deleted\": %d}".formatted(all);
    }
}
