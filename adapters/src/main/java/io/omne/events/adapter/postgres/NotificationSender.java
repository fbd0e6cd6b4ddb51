package io.omne.events.adapter.postgres;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/// Tells the other instances of commits, by one statement for all that came meanwhile. It is not part of the
/// transactions that write: PostgreSQL lets those that notify commit one at a time.
///
/// It also looks at the event store itself now and then, and often while no notification can come.
final class NotificationSender implements Runnable {

    private static final String HEAD = "select coalesce(max(global_index), 0) from domain_events";

    private static final Duration PAUSE = Duration.ofMillis(25);

    /// A notification that was lost is made up for within this.
    private static final Duration LOOK = Duration.ofSeconds(2);

    private static final Duration LOOK_ALONE = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private static final Logger log = LoggerFactory.getLogger(NotificationSender.class);

    private final JdbcTemplate jdbc;
    private final String notify;
    private final Signal news;
    private final BooleanSupplier listening;
    private final Signal toSend = new Signal();
    private long head;

    NotificationSender(DataSource dataSource, String instance, Signal news, BooleanSupplier listening) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.notify = "notify %s, '%s'".formatted(NotificationListener.CHANNEL, instance);
        this.news = news;
        this.listening = listening;
    }

    /// Returns at once.
    void send() {
        toSend.raise();
    }

    @Override
    public void run() {
        while (true) {
            try {
                sendOrLook();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void sendOrLook() throws InterruptedException {
        try {
            if (toSend.await(pause())) {
                jdbc.execute(notify);
                Thread.sleep(PAUSE);
            } else {
                look();
            }
        } catch (RuntimeException e) {
            log.debug("other instances are not told of new events, or not asked for theirs", e);
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }

    /// Instances that started together do not look together.
    private Duration pause() {
        return listening.getAsBoolean()
                ? LOOK.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121))
                        .dividedBy(100)
                : LOOK_ALONE;
    }

    private void look() {
        long now = Objects.requireNonNull(jdbc.queryForObject(HEAD, Long.class));
        if (now != head) {
            head = now;
            news.raise();
        }
    }
}
