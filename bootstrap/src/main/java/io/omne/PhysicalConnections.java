package io.omne;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.validation.CannotStart;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/// Opens the connections of the JDBC pool. Notifies a listener of connections that the pool found dead, and can
/// abort connections that are older than a given time or lead to another server than the current one.
final class PhysicalConnections extends SimpleDriverDataSource {

    private static final Logger log = LoggerFactory.getLogger(PhysicalConnections.class);

    /// A little less than the pool waits for a connection to answer.
    private static final Duration SILENCE = Duration.ofMillis(800);

    private static final Duration PAUSE = Duration.ofMillis(250);

    /// The time limit of all attempts to open one connection together.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// The SQL expression that distinguishes servers.
    static final String SERVER = "pg_postmaster_start_time()::text";

    /// Limits that apply until the session has its own settings. With the defaults of the database, a statement
    /// might never be answered.
    private static final String LIMITS = "set statement_timeout = '2s'; set jit = off";

    private static final int ANSWERS_WITHIN_MILLIS = 2_000;

    private final Map<Connection, Opened> open = Collections.synchronizedMap(new WeakHashMap<>());

    private final Supplier<Properties> settings;
    private volatile DeadListener onDead = (_, _) -> {};

    /// @param at in nanoseconds
    private record Opened(long at, String server) {}

    private PhysicalConnections(HikariDataSource pool) {
        super(driver(pool), pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        this.settings = pool::getDataSourceProperties;
    }

    /// For a pool that is not in use yet. The settings of the pool are read for each connection.
    static PhysicalConnections of(HikariDataSource pool) {
        return new PhysicalConnections(pool);
    }

    static Driver driver(HikariDataSource pool) {
        try {
            return DriverManager.getDriver(pool.getJdbcUrl());
        } catch (SQLException e) {
            throw new CannotStart("DATABASE_URL is not one of PostgreSQL.");
        }
    }

    /// Called by the thread that asked the pool for a connection.
    interface DeadListener {

        /// @param silent whether the server sent nothing, not even that the connection is closed
        /// @param since when the request was sent, in nanoseconds
        void foundDead(boolean silent, long since);
    }

    void onDead(DeadListener listener) {
        onDead = listener;
    }

    /// Aborts connections that were opened before the given time, with all that runs on them.
    void cutOlderThan(long nanos) {
        cutWhere(opened -> opened.at() - nanos < 0);
    }

    /// Aborts connections to other servers, with all that runs on them. A primary that was replaced may still
    /// answer, and may hold a commit that waits for its standby.
    ///
    /// @param server as {@link #SERVER} names it
    void cutOthersThan(String server) {
        cutWhere(opened -> !opened.server().equals(server));
    }

    private void cutWhere(Predicate<Opened> which) {
        Map<Connection, Opened> all;
        synchronized (open) {
            all = Map.copyOf(open);
        }
        all.forEach((connection, opened) -> {
            if (which.test(opened)) {
                cut(connection);
            }
        });
    }

    private void cut(Connection connection) {
        open.remove(connection);
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("a connection was not cut", e);
        }
    }

    /// Tries again as long as PostgreSQL may come back. The pool opens connections on its own thread, which pauses
    /// for up to five seconds after a failure, even if PostgreSQL answers again.
    @Override
    protected Connection getConnectionFromDriver(Properties login) throws SQLException {
        var all = new Properties();
        all.putAll(settings.get());
        all.putAll(login);
        long began = System.nanoTime();
        while (true) {
            try {
                return opened(all);
            } catch (SQLException e) {
                if (System.nanoTime() - began > LONGEST.toNanos() || !mayPass(e) || isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayPass(SQLException failure) {
        PostgresRefusal refusal = PostgresRefusal.of(failure);
        return refusal != null && refusal.temporary();
    }

    /// Whether the pool was closed while it paused here.
    private static boolean isInterrupted() {
        try {
            Thread.sleep(PAUSE);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Connection opened(Properties all) throws SQLException {
        long now = System.nanoTime();
        Connection connection = super.getConnectionFromDriver(all);
        open.put(connection, new Opened(now, "")); // it may be cut meanwhile
        open.put(connection, new Opened(now, server(connection)));
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, telling(connection));
    }

    private static String server(Connection connection) throws SQLException {
        int timeout = connection.getNetworkTimeout();
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, ANSWERS_WITHIN_MILLIS);
            statement.execute(LIMITS);
            try (ResultSet row = statement.executeQuery("select " + SERVER)) {
                row.next();
                String server = row.getString(1);
                connection.setNetworkTimeout(Runnable::run, timeout);
                return server;
            }
        } catch (SQLException e) {
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private InvocationHandler telling(Connection connection) {
        return (_, method, arguments) -> {
            long began = System.nanoTime();
            try {
                Object result = method.invoke(connection, arguments);
                if (method.getName().equals("isValid") && Boolean.FALSE.equals(result)) {
                    onDead.foundDead(System.nanoTime() - began > SILENCE.toNanos(), began);
                }
                return result;
            } catch (InvocationTargetException e) {
                throw Objects.requireNonNullElse(e.getCause(), e);
            }
        };
    }
}
