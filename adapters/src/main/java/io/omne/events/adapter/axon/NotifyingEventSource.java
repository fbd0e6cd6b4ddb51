package io.omne.events.adapter.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// Opens streams of the event store that call a pooled processor soon after there may be new events. Axon's
/// embedded store has new events in its memory at once, but its streams call no processor, and the processor looks
/// into them only twice a second.
final class NotifyingEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    /// How often the processor looks. It looks into memory, not into the database.
    private static final Duration PAUSE = Duration.ofMillis(10);

    /// For this time after the store has looked for new events, the processor looks at every pause, or after it has
    /// gathered events; later, at every twentieth one.
    private static final Duration AWAKE = Duration.ofSeconds(1);

    private static final int SELDOM = 20;

    private final EventCache store;
    private final ScheduledExecutorService clock;
    private final Duration gathering;
    private final BooleanSupplier isAwaited;

    /// @param gathering how long events may wait for further ones
    /// @param isAwaited whether somebody waits for the processor, so that events do not wait
    NotifyingEventSource(
            EventCache store, ScheduledExecutorService clock, Duration gathering, BooleanSupplier isAwaited) {
        this.store = store;
        this.clock = clock;
        this.gathering = gathering;
        this.isAwaited = isAwaited;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Prompt(store.openStream(token), clock, this::pauses);
    }

    /// At every how many pauses the processor looks now.
    private int pauses() {
        if (isAwaited.getAsBoolean()) {
            return 1;
        }
        return store.hasLookedWithin(AWAKE) ? Math.max(1, (int) gathering.dividedBy(PAUSE)) : SELDOM;
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return store.createTailToken();
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return store.createHeadToken();
    }

    @Override
    public @Nullable TrackingToken createTokenAt(Instant dateTime) {
        return store.createTokenAt(dateTime);
    }

    private record Prompt(
            BlockingStream<TrackedEventMessage<?>> stream,
            ScheduledExecutorService clock,
            IntSupplier pauses,
            AtomicReference<@Nullable Future<?>> calls)
            implements BlockingStream<TrackedEventMessage<?>> {

        Prompt(BlockingStream<TrackedEventMessage<?>> stream, ScheduledExecutorService clock, IntSupplier pauses) {
            this(stream, clock, pauses, new AtomicReference<>());
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            var times = new AtomicInteger();
            Runnable call = () -> {
                if (times.incrementAndGet() % pauses.getAsInt() == 0) {
                    callback.run();
                }
            };
            stopCalls(calls.getAndSet(
                    clock.scheduleWithFixedDelay(call, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS)));
            return true;
        }

        private static void stopCalls(@Nullable Future<?> calls) {
            if (calls != null) {
                calls.cancel(false);
            }
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return stream.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return stream.nextAvailable();
        }

        @Override
        public void close() {
            stopCalls(calls.getAndSet(null));
            stream.close();
        }
    }
}
