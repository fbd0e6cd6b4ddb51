package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.omne.database.api.DatabaseState;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.CannotCreateTransactionException;

/// Knows whether the database can be written, and removes connections from the pools if their server is gone or
/// cannot be written. It queries the server every second and a half on a pooled connection, and at once when a
/// statement fails. While something is wrong, it uses a new connection for each query, which leads to the server
/// that the host name has now.
final class DatabaseMonitor implements LoopOwner, ConnectionFailures.Listener, PhysicalConnections.DeadListener {

    private static final Duration PAUSE = Duration.ofMillis(1_500);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    /// If several failures come within this time, only the first drops all connections.
    private static final Duration EVICTED_ONCE_IN = Duration.ofMillis(100);

    private static final int ANSWERS_WITHIN_MILLIS = 2_000;

    /// In recovery every transaction is read-only. The start time distinguishes servers.
    private static final String LOOK =
            "select current_setting('transaction_read_only')::bool, " + PhysicalConnections.SERVER;

    /// The class of SQLStates for a server that cannot accept another connection.
    private static final String INSUFFICIENT_RESOURCES = "53";

    private static final Logger log = LoggerFactory.getLogger(DatabaseMonitor.class);

    private static final LoopSettings SETTINGS =
            new LoopSettings(log, "database-monitor", "the state of PostgreSQL is not known", PAUSE_WHILE_AWAY);

    private final HikariDataSource writes;
    private final PhysicalConnections physical;
    private final ReadConnections reads;
    private final DataSource direct;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Loop loop;
    private final AtomicBoolean suspect = new AtomicBoolean();
    /// When a request was sent on a connection that did not answer, in nanoseconds.
    private final AtomicReference<@Nullable Long> silence = new AtomicReference<>();
    private volatile Report report;
    private volatile boolean writeRejected;
    private volatile long evicted;
    private @Nullable String server;

    /// Whether the server could not accept another connection at the last check. Such a server has ended no
    /// session.
    private boolean full;

    /// @param direct opens a new connection for each check, or fails soon
    DatabaseMonitor(
            HikariDataSource writes,
            PhysicalConnections physical,
            ReadConnections reads,
            DataSource direct,
            ApplicationEventPublisher events,
            Clock clock,
            Loops loops) {
        this.writes = writes;
        this.physical = physical;
        this.reads = reads;
        this.direct = direct;
        this.events = events;
        this.clock = clock;
        this.report = new Report(DatabaseState.WRITABLE, clock.instant());
        this.evicted = System.nanoTime() - EVICTED_ONCE_IN.toNanos();
        this.loop = loops.loop(SETTINGS, this::watch);
    }

    /// @param since when the state began, as this instance saw it
    record Report(DatabaseState state, Instant since) {}

    private record Seen(boolean readOnly, String server) {}

    Report report() {
        return report;
    }

    /// @throws CannotCreateTransactionException while the database cannot be written
    void checkWritable() {
        if (writeRejected || report.state() == DatabaseState.READ_ONLY) {
            throw new CannotCreateTransactionException(
                    "PostgreSQL is read-only", new SQLException("no write is tried", ConnectionFailures.READ_ONLY));
        }
    }

    @Override
    public void failed(boolean readOnly) {
        writeRejected |= readOnly;
        evict();
        suspect.set(true);
        loop.wake();
    }

    @Override
    public void foundDead(boolean silent, long since) {
        if (silent) {
            silence.set(since);
        }
        failed(false);
    }

    private void evict() {
        long now = System.nanoTime();
        if (now - evicted < EVICTED_ONCE_IN.toNanos()) {
            return;
        }
        evicted = now;
        evictAll();
    }

    private void evictAll() {
        HikariPoolMXBean pool = writes.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
        reads.evict();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    /// Starts before all beans that use the database, and stops after them.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private Duration watch() {
        look();
        return report.state() == DatabaseState.WRITABLE ? PAUSE : PAUSE_WHILE_AWAY;
    }

    private void look() {
        boolean wasFull = full;
        full = false;
        boolean alarmed = suspect.getAndSet(false) || report.state() != DatabaseState.WRITABLE;
        Seen seen = alarmed ? null : onPooled();
        if (seen == null || seen.readOnly()) {
            try {
                seen = onNew();
            } catch (SQLException e) {
                log.debug("no connection to look at PostgreSQL", e);
                full = isFull(e);
                seen = full ? onPooled() : null;
                if (seen == null && full && isConnected()) {
                    return; // it answers, so nothing is known to have changed
                }
            }
        }
        if (seen == null) {
            change(DatabaseState.UNREACHABLE, !full, false);
        } else {
            boolean restarted = server != null && !server.equals(seen.server());
            Long silent = silence.getAndSet(null);
            // A statement that waits for a lost server or firewall would otherwise wait until the socket's time-out.
            if (restarted) {
                physical.cutOthersThan(seen.server());
                reads.cutOthersThan(seen.server());
            } else if (silent != null) {
                physical.cutOlderThan(silent);
                reads.cutOlderThan(silent);
            }
            server = seen.server();
            writeRejected = false;
            change(
                    seen.readOnly() ? DatabaseState.READ_ONLY : DatabaseState.WRITABLE,
                    restarted || seen.readOnly() || !wasFull,
                    restarted);
        }
    }

    private static boolean isFull(SQLException failure) {
        return failure.getSQLState() != null && failure.getSQLState().startsWith(INSUFFICIENT_RESOURCES);
    }

    private boolean isConnected() {
        HikariPoolMXBean pool = writes.getHikariPoolMXBean();
        return pool != null && pool.getTotalConnections() > 0;
    }

    private @Nullable Seen onPooled() {
        long began = System.nanoTime();
        try {
            return seen(writes);
        } catch (SQLTransientConnectionException e) {
            return null; // the pool may just be busy
        } catch (SQLException e) {
            if (System.nanoTime() - began
                    > Duration.ofMillis(ANSWERS_WITHIN_MILLIS).toNanos()) {
                silence.set(began);
            }
            evict();
            return null;
        }
    }

    private Seen onNew() throws SQLException {
        return seen(direct);
    }

    private static Seen seen(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, ANSWERS_WITHIN_MILLIS);
            try (ResultSet row = statement.executeQuery(LOOK)) {
                row.next();
                return new Seen(row.getBoolean(1), String.valueOf(row.getString(2)));
            }
        }
    }

    /// @param stale whether connections lead to a server that is gone or cannot be written
    private void change(DatabaseState state, boolean stale, boolean restarted) {
        DatabaseState before = report.state();
        if (stale && (state != before || restarted)) {
            evictAll();
        }
        if (state != before) {
            report = new Report(state, clock.instant());
            switch (state) {
                case WRITABLE -> log.info("PostgreSQL can be written again");
                case READ_ONLY -> log.warn("PostgreSQL is read-only: writes are rejected until it can be written");
                case UNREACHABLE -> log.warn("PostgreSQL does not answer");
            }
        }
        if (state != before || restarted) {
            events.publishEvent(new DatabaseStateChanged(state, restarted));
        }
    }
}
