package io.omne.events.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds a connection that listens, and opens another when it is lost.
final class NotificationListener implements Runnable {

    static final String CHANNEL = "omne_events";

    /// After so much silence the connection is asked whether it is there.
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int ANSWERS_WITHIN_SECONDS = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// An outage of the database has its own lines in the log.
    private static final Duration LOGGED_AFTER = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(NotificationListener.class);

    private final DataSource direct;
    private final String instance;
    private final Signal news;
    private volatile @Nullable Connection current;
    private volatile boolean listening;
    private volatile boolean closed;
    private long listened = System.nanoTime();
    private boolean logged;

    /// @param instance what the notifications of this instance say
    NotificationListener(DataSource direct, String instance, Signal news) {
        this.direct = direct;
        this.instance = instance;
        this.news = news;
    }

    boolean isListening() {
        return listening;
    }

    @Override
    public void run() {
        while (!closed) {
            try (Connection connection = direct.getConnection()) {
                current = connection;
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                failed(e);
            } finally {
                listening = false;
                current = null;
            }
            if (!pause()) {
                return;
            }
        }
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
        news.raise(); // whatever came before
        while (!closed) {
            PGNotification[] received = postgres.getNotifications((int) SILENCE.toMillis());
            listened = System.nanoTime();
            if (received == null || received.length == 0) {
                check(connection);
            } else if (!Stream.of(received).allMatch(it -> it.getParameter().equals(instance))) {
                news.raise();
            }
        }
    }

    private static void check(Connection connection) throws SQLException {
        if (!connection.isValid(ANSWERS_WITHIN_SECONDS)) {
            throw new SQLException("the connection that listens is dead", "08006");
        }
    }

    private void failed(Exception e) {
        log.debug("no connection listens", e);
        if (!closed && !logged && System.nanoTime() - listened > LOGGED_AFTER.toNanos()) {
            logged = true;
            log.warn("no connection listens for events of other instances, which are polled for: {}", e.toString());
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(closed ? Duration.ZERO : PAUSE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// Ends the connection that there is, whether or not it still leads anywhere.
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
