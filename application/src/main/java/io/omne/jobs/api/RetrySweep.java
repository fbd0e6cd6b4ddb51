package io.omne.jobs.api;

import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import java.time.Duration;
import java.time.Instant;

/// A sweep that makes work pending again which failed recently. It takes only what failed before it
/// began, so it ends even if all of it fails again at once.
public abstract class RetrySweep implements Sweep {

    private final JobKind<NoParameters> kind;
    private final Duration every;
    private final Duration maxAge;
    private final DatabaseClock clock;

    /// @param every the period, counted over all instances; zero if the sweep runs on request only
    /// @param maxAge what failed longer ago than this is not retried
    protected RetrySweep(JobKind<NoParameters> kind, Duration every, Duration maxAge, DatabaseClock clock) {
        this.kind = kind;
        this.every = every;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    @Override
    public final JobKind<NoParameters> kind() {
        return kind;
    }

    @Override
    public final Duration every() {
        return every;
    }

    /// @return how much became pending again
    @Override
    public final String run(NoParameters none, Progress progress) {
        Instant began = clock.now();
        Instant from = began.minus(maxAge);
        progress.phase("retrying", 0);
        long retried = 0;
        int more;
        do {
            more = retrySome(from, began);
            retried += more;
            progress.done(more);
        } while (more > 0);
        return "{\"retried\": %d}".formatted(retried);
    }

    /// Makes some of the work pending again that failed at or after `from` and before `to`, in one
    /// transaction.
    ///
    /// @return how much; 0 if there is no more
    protected abstract int retrySome(Instant from, Instant to);
}
