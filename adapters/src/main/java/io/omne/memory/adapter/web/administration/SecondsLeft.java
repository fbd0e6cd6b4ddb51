package io.omne.memory.adapter.web.administration;

import io.omne.jobs.api.JobState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Estimates how long a job's phase will still take.
final class SecondsLeft {

    private SecondsLeft() {}

    /// Rounds up; null if an estimate is not possible.
    static @Nullable Long of(JobState job) {
        Instant start = job.phaseStartedAt();
        Instant now = job.progressedAt();
        if (job.state() != JobState.State.RUNNING
                || start == null
                || now == null
                || job.done() <= 0
                || job.total() <= 0) {
            return null;
        }
        double soFar = Math.max(0, Duration.between(start, now).toMillis());
        double left = soFar / job.done() * Math.max(0, job.total() - job.done());
        return (long) Math.ceil(left / 1_000);
    }
}
