package io.omne.jobs.adapter.postgres;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.omne.jobs.adapter.postgres.JobTable.Attempt;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/// A kind of job as a task of db-scheduler. A job is an instance of the task, with the job's id. Its state and its
/// parameters are in the table of jobs.
final class JobTask<P extends Record> {

    private static final Duration WRITE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(JobTask.class);

    private final Job<P> job;
    private final JobTable table;
    private final Loops loops;
    private final Clock clock;

    JobTask(Job<P> job, JobTable table, Loops loops, Clock clock) {
        this.job = job;
        this.table = table;
        this.loops = loops;
        this.clock = clock;
    }

    /// Has its own handlers of failures and dead executions: those of db-scheduler use this machine's clock to set
    /// the time of the next try.
    CustomTask<Void> task() {
        return Tasks.custom(job.kind().name(), Void.class)
                .onDeadExecution((end, operations) -> operations.reschedule(end, clock.now()))
                .onFailure((end, operations) -> operations.reschedule(end, clock.now()))
                .execute(
                        (instance, context) -> execute(UUID.fromString(instance.getId()), context.getSchedulerState()));
    }

    private CompletionHandler<Void> execute(UUID id, SchedulerState scheduler) {
        return table.begin(id).map(attempt -> run(attempt, scheduler)).orElseGet(OnCompleteRemove::new);
    }

    private CompletionHandler<Void> run(Attempt attempt, SchedulerState scheduler) {
        var progress = new JobProgress(table, attempt);
        Loop writer = loops.loop(settings(), () -> {
            progress.write();
            return WRITE;
        });
        writer.start();
        try {
            P parameters = JsonMapper.shared()
                    .readValue(attempt.parameters(), job.kind().parameters());
            String outcome = job.run(parameters, progress);
            var _ = Thread.interrupted(); // the job is done all the same
            writer.stop();
            progress.write();
            if (!table.complete(attempt, outcome)) {
                return leaveToItsHolder();
            }
            log.atLevel(job.every().isPositive() ? Level.DEBUG : Level.INFO)
                    .log("{} is done", job.kind().name());
            return new OnCompleteRemove<>();
        } catch (RuntimeException | Error e) {
            var _ = Thread.interrupted(); // an interrupted thread gets no connection from the pool
            writer.stop();
            return end(attempt, progress, e, scheduler.isPaused());
        }
    }

    private CompletionHandler<Void> end(Attempt attempt, JobProgress progress, Throwable failure, boolean stopping) {
        boolean mine = isMine(progress);
        if (mine && !stopping && !JobFailure.passes(failure)) {
            table.fail(attempt, JobFailure.sentence(failure));
            log.error("{} failed", job.kind().name(), failure);
            return new OnCompleteRemove<>();
        }
        log.info("{} will be started again: {}", job.kind().name(), failure.toString());
        return mine ? (end, operations) -> operations.reschedule(end, clock.now()) : leaveToItsHolder();
    }

    /// Another instance has started the job again, and its execution is that instance's.
    private static CompletionHandler<Void> leaveToItsHolder() {
        return (_, _) -> {};
    }

    /// Whether the attempt is still the latest at its job. Also true if that is unknown: db-scheduler compares
    /// versions before it changes the execution.
    private static boolean isMine(JobProgress progress) {
        try {
            return progress.write();
        } catch (DataAccessException | TransactionException e) {
            log.debug("it is not known whether another instance does the job now", e);
            return true;
        }
    }

    private LoopSettings settings() {
        String name = job.kind().name();
        return new LoopSettings(log, "progress-" + name, "the progress of %s is not written".formatted(name), WRITE);
    }
}
