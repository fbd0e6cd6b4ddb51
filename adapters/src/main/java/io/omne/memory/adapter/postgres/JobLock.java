package io.omne.memory.adapter.postgres;

import io.omne.database.adapter.postgres.LongSession;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/// The right to do the jobs of a name, while others have to wait: an advisory lock of a session of its own.
/// It goes with the session, so that a job whose instance was killed, or has lost PostgreSQL, is begun again
/// by any other.
///
/// Every second that session writes how far the job is, which also shows that it is still there. When a job
/// was begun tells one turn from the next: who lost a job can neither move nor finish it.
final class JobLock implements Jobs.Progress, AutoCloseable {

    /// With the name's hash, the advisory lock. The bytes are "omne".
    private static final int JOBS = 0x6f6d6e65;

    private static final String TAKE = "select pg_try_advisory_lock(:jobs, hashtext(:name))";
    private static final String GIVE_BACK = "select pg_advisory_unlock(:jobs, hashtext(:name))";

    /// PostgreSQL notices soon that an instance's machine is gone, and with it the session.
    private static final String NOTICE_SOON = """
            set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3""";

    private static final String NOTICE_AS_EVER = """
            reset tcp_keepalives_idle; reset tcp_keepalives_interval; reset tcp_keepalives_count""";

    private static final String BEGIN = """
            update jobs set state = 'running', started_at = clock_timestamp(), progressed_at = clock_timestamp(),
                phase = null, phase_started_at = null, done = 0, total = 0
            where name = :name and state in ('asked', 'running')
            returning id, started_at""";

    private static final String MINE = " where id = :id and started_at = :started_at and state = 'running'";

    private static final String MOVE = """
            update jobs set phase = :phase, done = :done, total = :total,
                phase_started_at =
                    case when phase is distinct from :phase then clock_timestamp() else phase_started_at end,
                progressed_at = case when (phase, done, total) is distinct from (:phase, :done, :total)
                    then clock_timestamp() else progressed_at end
            """ + MINE;

    private static final String COMPLETE =
            "update jobs set state = 'completed', finished_at = clock_timestamp(), outcome = :outcome::json" + MINE;

    private static final String FAIL =
            "update jobs set state = 'failed', finished_at = clock_timestamp(), error = :error" + MINE;

    /// For the keeper's last statement to end: longer than the driver's `socketTimeout`, see `application.yaml`.
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(40);

    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);

    private static final LoopSettings SETTINGS = new LoopSettings(
                    LoggerFactory.getLogger(JobLock.class),
                    "job-keeper",
                    "how far a job is, is not written",
                    WRITE_EVERY)
            .stoppingWithin(LONGEST_WRITE, Duration.ZERO);

    private static final String HOLD = "select id from jobs" + MINE + " for share";

    private final Connection connection;
    private final NamedParameterJdbcTemplate session;
    private final NamedParameterJdbcTemplate jdbc;
    private final Map<String, Object> lock;
    private final Loop keeper;
    private volatile boolean lost;
    private volatile Standing standing = new Standing(null, 0, 0);
    private MapSqlParameterSource mine = new MapSqlParameterSource();

    private record Standing(@Nullable String phase, long done, long total) {}

    private JobLock(DataSource dataSource, Connection connection, JobName name, Loops loops) {
        this.connection = connection;
        this.session = new NamedParameterJdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.jdbc = new NamedParameterJdbcTemplate(dataSource);
        this.lock = Map.of("jobs", JOBS, "name", MemoryRow.word(name));
        this.keeper = loops.loop(SETTINGS, this::keep);
    }

    /// @return empty where another has it
    static Optional<JobLock> take(DataSource dataSource, JobName name, Loops loops) {
        JobLock turn;
        try {
            turn = new JobLock(dataSource, dataSource.getConnection(), name, loops);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no connection for a job", e);
        }
        boolean taken = false;
        try {
            taken = Boolean.TRUE.equals(turn.session.queryForObject(TAKE, turn.lock, Boolean.class));
        } finally {
            if (!taken) {
                JdbcUtils.closeConnection(turn.connection);
            }
        }
        return taken ? Optional.of(turn) : Optional.empty();
    }

    /// Begins the unfinished job, whoever may have begun it before.
    ///
    /// @return false where there is none
    boolean begin() {
        session.getJdbcOperations().execute(NOTICE_SOON);
        mine = session
                .query(
                        BEGIN,
                        lock,
                        (row, _) -> new MapSqlParameterSource("id", row.getObject("id", UUID.class))
                                .addValue("started_at", row.getObject("started_at", OffsetDateTime.class)))
                .stream()
                .findFirst()
                .orElse(mine);
        if (mine.hasValues()) {
            keeper.start();
        }
        return mine.hasValues();
    }

    void complete(@Nullable String outcome) {
        end(COMPLETE, "outcome", outcome);
    }

    /// @param error a sentence
    void fail(String error) {
        end(FAIL, "error", error);
    }

    private void end(String sql, String column, @Nullable String value) {
        rest();
        write();
        session.update(sql, new MapSqlParameterSource(mine.getValues()).addValue(column, value));
    }

    /// Whether the job is to be left as it is: somebody else's, or for whoever comes after this instance.
    boolean isOver() {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        rest();
        return lost || !write();
    }

    @Override
    public void phase(String phase, long total) {
        checkGoingOn();
        standing = new Standing(phase, 0, total);
    }

    @Override
    public void done(long more) {
        checkGoingOn();
        Standing was = standing;
        standing = new Standing(was.phase(), was.done() + more, was.total());
    }

    @Override
    public void hold() {
        checkGoingOn();
        if (jdbc.queryForList(HOLD, mine, UUID.class).isEmpty()) {
            throw new CancellationException("another instance has begun the job again");
        }
    }

    private void checkGoingOn() {
        if (lost) {
            throw new CancellationException("the session that holds the job is lost");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the instance is stopping");
        }
    }

    private Duration keep() {
        if (!write()) {
            lost = true;
        }
        return WRITE_EVERY;
    }

    /// @return whether the job is still this turn's
    private boolean write() {
        Standing now = standing;
        try {
            return session.update(
                            MOVE,
                            new MapSqlParameterSource(mine.getValues())
                                    .addValue("phase", now.phase())
                                    .addValue("done", now.done())
                                    .addValue("total", now.total()))
                    == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }

    /// Ends the keeper: from here on the session is the calling thread's.
    private void rest() {
        boolean interrupted = Thread.interrupted();
        keeper.stop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        rest();
        try {
            session.queryForObject(GIVE_BACK, lock, Boolean.class);
            session.getJdbcOperations().execute(NOTICE_AS_EVER);
        } catch (DataAccessException e) {
            LongSession.cut(connection); // and the lock with it
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }
}
