package io.omne.jobs.adapter.postgres;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.omne.database.api.DatabaseClock;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Stores jobs in a table of their own, each with an execution of db-scheduler, which is written in the same
/// transaction.
@Component
class PostgresJobs implements Jobs {

    /// A new execution is due at once, also for an instance whose reading of the time is a moment behind.
    private static final Duration PAST = Duration.ofMinutes(1);

    private final JobTable table;
    private final SchedulerClient executions;
    private final DatabaseClock clock;
    private final TransactionTemplate transaction;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    PostgresJobs(
            NamedParameterJdbcTemplate jdbc,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            DatabaseClock clock) {
        this.table = new JobTable(jdbc);
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.executions = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .jdbcCustomization(JobScheduler.POSTGRES)
                .serializer(JobScheduler.NO_DATA)
                .build();
    }

    JobTable table() {
        return table;
    }

    /// @param listener called after the commit of each request that was made on this instance
    void onRequest(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public <P extends Record> Optional<JobState> request(JobKind<P> kind, String subject, P parameters) {
        String json = JsonMapper.shared().writeValueAsString(parameters);
        return Objects.requireNonNull(transaction.execute(_ -> {
            Optional<JobState> job = table.ask(kind, subject, json);
            job.ifPresent(this::schedule);
            return job;
        }));
    }

    private void schedule(JobState job) {
        var instance = new TaskInstance<Void>(job.kind(), job.id().toString());
        executions.scheduleIfNotExists(instance, clock.now().minus(PAST));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                listeners.forEach(Runnable::run);
            }
        });
    }

    @Override
    public Optional<JobState> latest(JobKind<?> kind, String subject) {
        return table.latest(kind, subject);
    }
}
