package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How often a processor looks for events, counted in pauses of 10 ms.
class NotifyingEventSourceTest {

    private final ManualClock clock = new ManualClock();
    private final EventCache events = new EventCache(
            () -> new PolledEventStore(
                    EmbeddedEventStore.builder().storageEngine(new InMemoryEventStorageEngine()), () -> {}),
            new EventServer());

    @AfterEach
    void close() {
        events.close();
        clock.shutdownNow();
    }

    @Test
    void looksAtEachPauseAfterNewEvents() {
        events.look();
        assertThat(looks(Duration.ZERO, false)).isEqualTo(90);
    }

    @Test
    void gathersEvents() {
        events.look();
        assertThat(looks(Duration.ofMillis(90), false)).isEqualTo(10);
    }

    @Test
    void gathersNoneWhileSomebodyWaits() {
        events.look();
        assertThat(looks(Duration.ofMillis(90), true)).isEqualTo(90);
    }

    /// How often the processor looks in 90 pauses.
    private int looks(Duration gathering, boolean isAwaited) {
        var looks = new AtomicInteger();
        var source = new NotifyingEventSource(events, clock, gathering, () -> isAwaited);
        try (var stream = source.openStream(null)) {
            stream.setOnAvailableCallback(looks::incrementAndGet);
            for (int i = 0; i < 90; i++) {
                Objects.requireNonNull(clock.command).run();
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
