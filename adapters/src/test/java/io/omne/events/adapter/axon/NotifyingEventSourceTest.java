package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How often a processor looks for events, counted in pauses of 10 ms.
class NotifyingEventSourceTest {

    private static final Duration GATHERING = Duration.ofMillis(90);

    private final ManualClock clock = new ManualClock();
    private final InMemoryEventStorageEngine stored = new InMemoryEventStorageEngine();
    private final EventCache events = new EventCache(
            () -> new PolledEventStore(EmbeddedEventStore.builder().storageEngine(stored), () -> {}),
            new EventServer());

    @AfterEach
    void close() {
        events.close();
        clock.shutdownNow();
    }

    @Test
    void looksAtEachPauseWhereThereAreNoEvents() throws InterruptedException {
        events.look();
        assertThat(looks(GATHERING, false)).isEqualTo(90);
    }

    @Test
    void gathersEventsWhileThereAreSome() throws InterruptedException {
        storeEvents();
        events.look();
        assertThat(looks(GATHERING, false)).isEqualTo(10);
    }

    @Test
    void gathersNoneWithoutATime() throws InterruptedException {
        storeEvents();
        events.look();
        assertThat(looks(Duration.ZERO, false)).isEqualTo(90);
    }

    @Test
    void gathersNoneWhileSomebodyWaits() throws InterruptedException {
        storeEvents();
        events.look();
        assertThat(looks(GATHERING, true)).isEqualTo(90);
    }

    /// More than one for each look.
    private void storeEvents() {
        stored.appendEvents(IntStream.range(0, 100)
                .mapToObj(number -> new GenericDomainEventMessage<>("Memory", "one", number, "payload"))
                .toList());
    }

    /// How often the processor looks in 90 pauses. It takes one event at each look.
    private int looks(Duration gathering, boolean isAwaited) throws InterruptedException {
        var looks = new AtomicInteger();
        var source = new NotifyingEventSource(events, clock, gathering, () -> isAwaited);
        try (var stream = source.openStream(null)) {
            stream.setOnAvailableCallback(looks::incrementAndGet);
            for (int i = 0; i < 90; i++) {
                int before = looks.get();
                Objects.requireNonNull(clock.command).run();
                if (looks.get() > before && stream.peek().isPresent()) {
                    stream.nextAvailable();
                }
            }
        }
        return looks.get();
    }

    /// Does what is scheduled when it is told to.
    private static final class ManualClock extends ScheduledThreadPoolExecutor {

        private @Nullable Runnable command;

        ManualClock() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
            command = task;
            return schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }
}
