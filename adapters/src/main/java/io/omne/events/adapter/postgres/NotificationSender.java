package io.omne.events.adapter.postgres;

import io.omne.jobs.api.Loops.Step;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/// Notifies the other instances of commits, by one statement for all commits since the last statement. The
/// statement is not part of the transactions that write: PostgreSQL commits transactions that notify one at a time.
///
/// While no notification can be received, the sender also polls the event table, at short intervals.
final class NotificationSender implements Step {

    private static final Duration PAUSE = Duration.ofMillis(25);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /// The longest time until the sender notices that no connection listens any more.
    private static final Duration LISTENS = Duration.ofMillis(250);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(NotificationSender.class);

    private final JdbcTemplate jdbc;
    private final String notify;
    private final EventTableHead head;
    private final BooleanSupplier listening;
    private final Signal toSend = new Signal();

    NotificationSender(DataSource dataSource, String instance, EventTableHead head, BooleanSupplier listening) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.notify = "notify %s, '%s'".formatted(NotificationListener.CHANNEL, instance);
        this.head = head;
        this.listening = listening;
    }

    /// Returns at once.
    void send() {
        toSend.raise();
    }

    @Override
    public Duration run() throws InterruptedException {
        try {
            if (toSend.await(listening.getAsBoolean() ? LISTENS : POLL_INTERVAL)) {
                jdbc.execute(notify);
                return PAUSE;
            }
            if (!listening.getAsBoolean()) {
                head.check(Objects.requireNonNull(jdbc.queryForObject(EventTableHead.SQL, Long.class)));
            }
            return Duration.ZERO;
        } catch (RuntimeException e) {
            log.debug("other instances are not notified of new events, or not polled for theirs", e);
            return PAUSE_AFTER_FAILURE;
        }
    }
}
