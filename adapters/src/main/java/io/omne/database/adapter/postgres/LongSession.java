package io.omne.database.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.JdbcUtils;

/// A session for statements that take as long as they take. The limits that keep the server quick are
/// lifted, its driver's included; in their place {@link #attend} looks, a few times a second, whether the
/// work is to go on, and where it is not ends the session, whatever it is waiting for.
public final class LongSession implements AutoCloseable {

    private static final long LOOK_MILLIS = 200;
    private static final Duration END = Duration.ofSeconds(10);

    /// PostgreSQL notices within a second that nobody waits for a statement any more.
    private static final String LIFT_LIMITS = """
            set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
            set client_connection_check_interval = '1s'""";

    /// As statements that set them again. `reset` would put the database's defaults in their place.
    private static final String LIMITS = """
            select string_agg(format('set %s = %L', name, current_setting(name)), '; ')
            from (values ('statement_timeout'), ('idle_in_transaction_session_timeout'),
                ('client_connection_check_interval')) as limits (name)""";

    private static final Logger log = LoggerFactory.getLogger(LongSession.class);

    private final Connection connection;
    private final int usualNetworkTimeout;
    private final String usualLimits;

    private LongSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.usualNetworkTimeout = connection.getNetworkTimeout();
        this.usualLimits = limits(connection);
        execute(LIFT_LIMITS);
        connection.setNetworkTimeout(Runnable::run, 0);
    }

    private static String limits(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(LIMITS)) {
            row.next();
            return row.getString(1);
        }
    }

    public static LongSession open(DataSource dataSource) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            return new LongSession(connection);
        } catch (SQLException e) {
            if (connection != null) {
                cut(connection);
            }
            throw new CannotGetJdbcConnectionException("no connection for a long statement", e);
        }
    }

    /// Runs the statements, each in a transaction of its own, attended.
    public static void execute(DataSource dataSource, Runnable look, String... statements) {
        try (var session = open(dataSource)) {
            for (String statement : statements) {
                attend(look, List.of(session), () -> session.execute(statement));
            }
        }
    }

    /// Runs the tasks on threads of their own until all are done. Ends the sessions that they work on where
    /// one of them fails, or `look` does.
    public static void attend(Runnable look, List<LongSession> sessions, Callable<?>... tasks) {
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("long-session-", 0).factory());
        boolean done = false;
        try {
            awaitAll(look, threads, tasks);
            done = true;
        } finally {
            if (!done) {
                sessions.forEach(session -> cut(session.connection));
                threads.shutdownNow();
            }
            end(threads);
        }
    }

    /// Tasks whose session was cut end at once, by its failure or their interruption.
    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a thread of a long statement has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitAll(Runnable look, ExecutorService threads, Callable<?>... tasks) {
        var running = new ExecutorCompletionService<@Nullable Object>(threads);
        for (Callable<?> task : tasks) {
            running.submit(task::call);
        }
        try {
            for (int left = tasks.length; left > 0; ) {
                Future<@Nullable Object> one = running.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (one != null) {
                    one.get(0, TimeUnit.MILLISECONDS); // it is done
                    left--;
                }
                look.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the instance is stopping");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException e -> e;
            case SQLException e -> new UncategorizedSQLException("a long statement", null, e);
            case null, default -> new IllegalStateException(cause);
        };
    }

    public Connection connection() {
        return connection;
    }

    @Nullable
    public Void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return null;
    }

    /// Ends the session of a connection, now.
    public static void cut(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("a connection was not cut", e);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }

    @Override
    public void close() {
        try {
            connection.setNetworkTimeout(Runnable::run, usualNetworkTimeout);
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            execute(usualLimits);
            connection.close();
        } catch (SQLException e) {
            cut(connection);
        }
    }
}
