package io.omne.memory.adapter.postgres;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Loops;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Jobs in a table of their own. Each is done in a {@link JobLock}.
@Component
class PostgresJobs implements Jobs {

    /// With the name's hash, the advisory lock of who asks for a job. The bytes are "asks".
    private static final int ASKS = 0x61736b73;

    private static final int KEPT = 10;

    /// Who waits for it sees, by a statement of its own, what the one before has asked for.
    private static final String TAKE_TURN = "select pg_advisory_xact_lock(:asks, hashtext(:name)) is null";

    private static final String ASK = """
            insert into jobs (id, name, state, asked_at)
            select gen_random_uuid(), :name, 'asked', clock_timestamp()
            where not exists (select from jobs where name = :name
                and asked_at > clock_timestamp() - cast(:period as interval) and asked_at < clock_timestamp())
            on conflict (name) where state in ('asked', 'running') do nothing
            returning *""";

    private static final String PRUNE = """
            delete from jobs where state in ('completed', 'failed')
            and id in (select id from jobs where name = :name order by asked_at desc offset :kept)""";

    private static final String LATEST = "select * from jobs where name = :name order by asked_at desc limit 1";

    private static final String WAS_ASKED = """
            select exists (select from jobs where name = :name
                and asked_at > clock_timestamp() - cast(:period as interval) and asked_at < clock_timestamp())""";

    private static final String UNFINISHED = "select name from jobs where state in ('asked', 'running')";

    private static final String IS_UNFINISHED =
            "select exists (select from jobs where name = :name and state in ('asked', 'running'))";

    private static final Logger log = LoggerFactory.getLogger(PostgresJobs.class);

    private final NamedParameterJdbcTemplate jdbc;
    private final DataSource dataSource;
    private final Loops loops;
    private final TransactionTemplate transaction;

    PostgresJobs(
            NamedParameterJdbcTemplate jdbc,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            Loops loops) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.loops = loops;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Optional<Job> ask(JobName name) {
        return askOncePer(name, Duration.ZERO);
    }

    @Override
    public Optional<Job> askOncePer(JobName name, Duration period) {
        Map<String, Object> parameters =
                Map.of("asks", ASKS, "name", MemoryRow.word(name), "period", period.toString(), "kept", KEPT);
        if (period.isPositive() && Boolean.TRUE.equals(jdbc.queryForObject(WAS_ASKED, parameters, Boolean.class))) {
            return Optional.empty();
        }
        return Objects.requireNonNull(transaction.execute(_ -> {
            jdbc.queryForObject(TAKE_TURN, parameters, Boolean.class);
            Optional<Job> asked = find(ASK, parameters);
            if (asked.isPresent()) {
                jdbc.update(PRUNE, parameters);
            }
            return asked;
        }));
    }

    @Override
    public Optional<Job> latest(JobName name) {
        return find(LATEST, Map.of("name", MemoryRow.word(name)));
    }

    private Optional<Job> find(String sql, Map<String, ?> parameters) {
        return jdbc.query(sql, parameters, PostgresJobs::read).stream().findFirst();
    }

    @Override
    public Set<JobName> unfinished() {
        return Set.copyOf(jdbc.query(
                UNFINISHED, (row, _) -> MemoryRow.value(JobName.class, Objects.requireNonNull(row.getString(1)))));
    }

    @Override
    public boolean doIfAsked(Work work) {
        Map<String, String> name = Map.of("name", MemoryRow.word(work.name()));
        if (!Boolean.TRUE.equals(jdbc.queryForObject(IS_UNFINISHED, name, Boolean.class))) {
            return false;
        }
        Optional<JobLock> taken = JobLock.take(dataSource, work.name(), loops);
        if (taken.isEmpty()) {
            return false;
        }
        try (JobLock turn = taken.get()) {
            return turn.begin() && finish(turn, work);
        }
    }

    private static boolean finish(JobLock turn, Work work) {
        try {
            turn.complete(work.run(turn));
        } catch (RuntimeException | Error e) {
            if (turn.isOver()) {
                log.info("{} is left to be begun again: {}", work.name(), e.toString());
            } else {
                log.error("{} failed", work.name(), e);
                turn.fail(sentence(e));
            }
        }
        return true;
    }

    private static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                switch (sql.getSQLState()) {
                    case "53100" -> {
                        return "PostgreSQL has no space left on its disk.";
                    }
                    case "42501" -> {
                        return "The user of DATABASE_URL may not create a schema in this database.";
                    }
                    default -> log.debug("SQL state {}", sql.getSQLState());
                }
            }
        }
        return "It came to a fault that the server's log describes.";
    }

    private static Job read(ResultSet row, int number) throws SQLException {
        return new Job(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                MemoryRow.value(JobName.class, Objects.requireNonNull(row.getString("name"))),
                MemoryRow.value(Job.State.class, Objects.requireNonNull(row.getString("state"))),
                row.getString("phase"),
                row.getLong("done"),
                row.getLong("total"),
                Objects.requireNonNull(time(row, "asked_at")),
                time(row, "started_at"),
                time(row, "phase_started_at"),
                time(row, "progressed_at"),
                time(row, "finished_at"),
                row.getString("outcome"),
                row.getString("error"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
