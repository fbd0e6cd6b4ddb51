package io.omne.events.adapter.postgres;

import io.omne.database.api.DatabaseStateChanged;
import io.omne.events.api.NewEvents;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Wakes listeners at once after commits of this instance, and by notifications after commits of other instances.
/// No transaction that writes sends a notification: see {@link NotificationSender}.
@Component
class PostgresNewEvents implements NewEvents, LoopOwner {

    /// The time between two calls of the listeners: under load, processors get events by the dozen, which costs
    /// hardly more than one.
    private static final Duration PAUSE = Duration.ofMillis(30);

    /// When listeners are called once more after the last call, for a listener that was not ready for it.
    private static final Duration ONCE_MORE = Duration.ofMillis(500);

    private static final Duration NEVER = Duration.ofDays(1);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(PostgresNewEvents.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Signal newEvents = new Signal();
    private final NotificationListener notifications;
    private final NotificationSender sender;
    private final Loop loop;
    private Duration untilNext = NEVER;

    /// @param direct opens a connection without a pool
    PostgresNewEvents(DataSource dataSource, @Qualifier("notifications") DataSource direct, Loops loops) {
        String instance = UUID.randomUUID().toString();
        var head = new EventTableHead(newEvents);
        this.notifications = new NotificationListener(direct, instance, newEvents, head);
        this.sender = new NotificationSender(dataSource, instance, head, notifications::isListening);
        this.loop = loops.together(List.of(
                loops.loop(named("wake"), this::wake),
                loops.loop(named("listen"), notifications),
                loops.loop(named("send"), sender)));
    }

    private static LoopSettings named(String part) {
        return new LoopSettings(log, "new-events-" + part, "new events are notified late", PAUSE_AFTER_FAILURE);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public void committed() {
        newEvents.raise();
        sender.send();
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    /// Reconnects, as the connection may lead to a server that another one has replaced.
    @EventListener
    void on(DatabaseStateChanged change) {
        notifications.reconnect();
    }

    @Override
    public void stop() {
        notifications.close();
        loop.stop();
    }

    /// Starts before the components that follow the events, and stops after them.
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1;
    }

    private Duration wake() throws InterruptedException {
        untilNext = newEvents.await(untilNext) ? ONCE_MORE : NEVER;
        listeners.forEach(PostgresNewEvents::call);
        return PAUSE;
    }

    private static void call(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            log.error("a listener for new events failed", e);
        }
    }
}
