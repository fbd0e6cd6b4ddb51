package io.omne.jobs.adapter.postgres;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.omne.database.api.DatabaseClock;
import io.omne.database.api.DatabaseState;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.Loops;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Runs jobs that were requested on any instance, and jobs of instances that were lost. Interrupts its jobs when
/// this instance stops, so that another instance runs them.
@Component
class JobScheduler implements SmartLifecycle {

    static final JdbcCustomization POSTGRES = new PostgreSqlJdbcCustomization(false, false);

    /// Executions have no data: parameters and state are in the table of jobs.
    static final Serializer NO_DATA = new NoData();

    /// An instance counts as lost after this many heartbeats that it missed.
    private static final int MISSED_HEARTBEATS = 6;

    /// The time in which a job must notice that it is interrupted. If it does not, another instance starts it again
    /// later.
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /// Executions of kinds that this instance does not know stay: another instance may know them.
    private static final Duration UNKNOWN_KEPT = Duration.ofDays(36_500);

    /// The most jobs that run on an instance at a time. Further jobs wait, or run on another instance.
    private static final int THREADS = 6;

    /// The logger of db-scheduler, which does not catch exceptions when it picks an execution. Log lines under this
    /// name are limited during an outage.
    private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

    private final List<Job<?>> jobs;
    private final PostgresJobs requests;
    private final Loops loops;
    private final DataSource dataSource;
    private final Clock clock;
    private final Pace pace;
    private volatile @Nullable Running running;

    @Autowired
    JobScheduler(List<Job<?>> jobs, PostgresJobs requests, Loops loops, DataSource dataSource, DatabaseClock clock) {
        this(jobs, requests, loops, dataSource, clock, Pace.USUAL);
    }

    JobScheduler(
            List<Job<?>> jobs,
            PostgresJobs requests,
            Loops loops,
            DataSource dataSource,
            DatabaseClock clock,
            Pace pace) {
        this.jobs = jobs;
        this.requests = requests;
        this.loops = loops;
        this.dataSource = dataSource;
        this.clock = new DatabaseTime(clock);
        this.pace = pace;
        requests.onRequest(this::check);
    }

    /// @param poll how often an instance looks for jobs. Jobs that are requested on it start at once
    /// @param heartbeat how often it shows that it still runs a job
    record Pace(Duration poll, Duration heartbeat) {

        static final Pace USUAL = new Pace(Duration.ofSeconds(4), Duration.ofSeconds(2));
    }

    private record Running(Scheduler scheduler, ExecutorService threads) {

        /// Starts no more jobs, interrupts the running ones, and waits until they are rescheduled.
        void stop() {
            scheduler.pause();
            threads.shutdownNow();
            scheduler.stop();
        }
    }

    private static final class NoData implements Serializer {

        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] bytes) {
            return null;
        }
    }

    private void check() {
        Running current = running;
        if (current != null) {
            current.scheduler().triggerCheckForDueExecutions();
        }
    }

    /// Looks for no jobs while PostgreSQL takes no writes: each look would fail, and close the connections of
    /// readers.
    @EventListener
    void on(DatabaseStateChanged change) {
        Running current = running;
        if (current == null) {
            return;
        }
        if (change.state() == DatabaseState.WRITABLE) {
            current.scheduler().resume();
        } else {
            current.scheduler().pause();
        }
    }

    @Override
    public void start() {
        var _ = clock.now(); // db-scheduler stops looking for jobs, silently, if it cannot read the time
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, daemon("job-"));
        List<Task<?>> tasks = new ArrayList<>();
        jobs.forEach(job -> tasks.add(new JobTask<>(job, requests.table(), loops, clock).task()));
        Scheduler scheduler = Scheduler.create(dataSource, tasks)
                .startTasks(periodic().toList())
                .clock(clock)
                .jdbcCustomization(POSTGRES)
                .serializer(NO_DATA)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(THREADS)
                .executorService(threads)
                .dueExecutor(Executors.newSingleThreadExecutor(daemon("jobs-due-")))
                .housekeeperExecutor(Executors.newScheduledThreadPool(2, daemon("jobs-heartbeat-")))
                .pollingInterval(pause())
                .heartbeatInterval(pace.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .shutdownMaxWait(PATIENCE)
                .deleteUnresolvedAfter(UNKNOWN_KEPT)
                .build();
        scheduler.start();
        running = new Running(scheduler, threads);
    }

    private static ThreadFactory daemon(String name) {
        return Thread.ofPlatform()
                .daemon()
                .name(name, 0)
                .uncaughtExceptionHandler((_, e) -> log.error("An execution could not be picked.", e))
                .factory();
    }

    /// The pause between two polls, at most the shortest period of a job.
    private Duration pause() {
        return Stream.concat(
                        Stream.of(pace.poll()), jobs.stream().map(Job::every).filter(Duration::isPositive))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private Stream<RecurringTask<Void>> periodic() {
        return jobs.stream()
                .filter(job -> job.every().isPositive())
                .map(job -> PeriodicRequest.of(job, requests, clock));
    }

    @Override
    public void stop() {
        Running current = running;
        running = null;
        if (current != null) {
            current.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}
