package io.omne.database.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.support.JdbcUtils;

/// A JDBC session without time-outs for statements, including those of the driver. Instead, {@link #attend} calls
/// `look` a few times a second. If that throws, the session is closed, whatever it is waiting for.
public final class LongSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LongSession.class);

    private final Connection connection;
    private final SessionLimits limits;

    private LongSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.limits = SessionLimits.lift(connection);
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

    /// Runs the statements, each in a transaction of its own, as {@link #attend} does.
    public static void execute(DataSource dataSource, Runnable look, String... statements) {
        try (var session = open(dataSource)) {
            for (String statement : statements) {
                attend(look, List.of(session), () -> session.execute(statement));
            }
        }
    }

    /// Runs the tasks on threads of their own until all are done. Ends the sessions that the tasks work on if a
    /// task or `look` fails.
    public static void attend(Runnable look, List<LongSession> sessions, Callable<?>... tasks) {
        try (var attended = new AttendedTasks()) {
            attended.run(look, () -> sessions.forEach(session -> cut(session.connection)), tasks);
        }
    }

    public Connection connection() {
        return connection;
    }

    private @Nullable Void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return null;
    }

    /// Ends the session of a connection at once.
    private static void cut(Connection connection) {
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
            limits.applyToDriver(connection);
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            limits.applyToSession(connection);
            connection.close();
        } catch (SQLException e) {
            cut(connection);
        }
    }
}
