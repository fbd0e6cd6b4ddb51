package io.omne.events.adapter.postgres;

import io.omne.jobs.api.Loops.Step;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a connection that listens, and opens another if it is lost. The connection also polls for events now and
/// then, which makes up for lost notifications and shows whether the connection is alive.
final class NotificationListener implements Step {

    static final String CHANNEL = "omne_events";

    /// The longest delay by a lost notification.
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// A shorter loss is not logged: an outage of the database has its own lines in the log.
    private static final Duration LOGGED_AFTER = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);

    private final DataSource direct;
    private final String instance;
    private final Signal newEvents;
    private final EventTableHead head;
    private volatile @Nullable Connection current;
    private volatile boolean listening;
    private volatile boolean closed;
    private long listened = System.nanoTime();
    private boolean logged;

    /// @param instance the payload of this instance's notifications
    NotificationListener(DataSource direct, String instance, Signal newEvents, EventTableHead head) {
        this.direct = direct;
        this.instance = instance;
        this.newEvents = newEvents;
        this.head = head;
    }

    boolean isListening() {
        return listening;
    }

    /// Listens until the connection is lost.
    @Override
    public Duration run() {
        try (Connection connection = direct.getConnection()) {
            current = connection;
            listen(connection);
        } catch (SQLException | RuntimeException e) {
            failed(e);
        } finally {
            listening = false;
            current = null;
        }
        return PAUSE;
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        listening = true;
        if (logged) {
            logged = false;
            log.info("a connection listens for events of other instances again");
        }
        newEvents.raise(); // for all that came before
        while (!closed) {
            PGNotification[] received = postgres.getNotifications(pauseMillis());
            listened = System.nanoTime();
            if (received == null || received.length == 0) {
                poll(connection);
            } else if (!Stream.of(received).allMatch(it -> it.getParameter().equals(instance))) {
                newEvents.raise();
            }
        }
    }

    /// Random, so that instances that started together do not poll together.
    private static int pauseMillis() {
        return (int) POLL_INTERVAL.toMillis() * ThreadLocalRandom.current().nextInt(80, 121) / 100;
    }

    /// The connection has a time-out, so the statement needs none.
    private void poll(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(EventTableHead.SQL)) {
            row.next();
            head.check(row.getLong(1));
        }
    }

    private void failed(Exception e) {
        log.debug("no connection listens", e);
        if (!closed && !logged && System.nanoTime() - listened > LOGGED_AFTER.toNanos()) {
            logged = true;
            log.warn("no connection listens for events of other instances, which are polled for: {}", e.toString());
        }
    }

    /// Aborts the current connection, even if it is dead.
    void reconnect() {
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("the connection that listens was not ended", e);
            }
        }
    }

    void close() {
        closed = true;
        reconnect();
    }
}
