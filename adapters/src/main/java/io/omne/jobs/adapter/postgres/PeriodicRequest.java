package io.omne.jobs.adapter.postgres;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Requests a job of a kind one period after its last request, even if an administrator made that. If several
/// requests were due while no instance was running, one is made as soon as an instance runs.
final class PeriodicRequest implements Schedule {

    /// The pause until the next try, while the last job is not finished, and after a failure.
    private static final Duration RETRY = Duration.ofSeconds(5);

    /// A last request that is further in the future was made before PostgreSQL's clock was set back.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final JobKind<NoParameters> kind;
    private final Duration period;
    private final Jobs jobs;

    private PeriodicRequest(JobKind<NoParameters> kind, Duration period, Jobs jobs) {
        this.kind = kind;
        this.period = period;
        this.jobs = jobs;
    }

    static RecurringTask<Void> of(Job<?> job, Jobs jobs, Clock clock) {
        String kind = job.kind().name();
        if (job.kind().parameters() != NoParameters.class) {
            throw new IllegalArgumentException(
                    "jobs of the kind %s have parameters and cannot be periodic".formatted(kind));
        }
        var request = new PeriodicRequest(JobKind.of(kind), job.every(), jobs);
        return Tasks.recurring("every_" + kind, request)
                .onDeadExecution((end, operations) -> operations.reschedule(end, clock.now()))
                .onFailure((end, operations) ->
                        operations.reschedule(end, clock.now().plus(RETRY)))
                .execute((_, _) -> request.makeIfDue(clock.now()));
    }

    private void makeIfDue(Instant now) {
        if (lastRequest(now) == null) {
            var _ = jobs.request(kind);
        }
    }

    /// The time of the last request; null if the next one is due.
    private @Nullable Instant lastRequest(Instant now) {
        return jobs.latest(kind)
                .map(JobState::askedAt)
                .filter(asked -> asked.plus(period).isAfter(now) && asked.isBefore(now.plus(AHEAD)))
                .orElse(null);
    }

    @Override
    public Instant getInitialExecutionTime(Instant now) {
        Instant last = lastRequest(now);
        return last == null ? now : last.plus(period);
    }

    @Override
    public Instant getNextExecutionTime(ExecutionComplete execution) {
        Instant now = execution.getTimeDone();
        Instant last = lastRequest(now);
        return last == null ? now.plus(period.compareTo(RETRY) < 0 ? period : RETRY) : last.plus(period);
    }

    /// False: the next time depends on when the last job was requested.
    @Override
    public boolean isDeterministic() {
        return false;
    }
}
