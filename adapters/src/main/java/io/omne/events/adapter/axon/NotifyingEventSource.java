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

    /// For this time after the store has looked for new events, the processor looks at every pause; later, at every
    /// twentieth one.
    private static final Duration AWAKE = Duration.ofSeconds(1);

    private static final int SELDOM = 20;

    private final EventCache store;
    private final ScheduledExecutorService clock;

    NotifyingEventSource(EventCache store, ScheduledExecutorService clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Prompt(store.openStream(token), clock, () -> store.hasLookedWithin(AWAKE));
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
            BooleanSupplier awake,
            AtomicReference<@Nullable Future<?>> calls)
            implements BlockingStream<TrackedEventMessage<?>> {

        Prompt(BlockingStream<TrackedEventMessage<?>> stream, ScheduledExecutorService clock, BooleanSupplier awake) {
            this(stream, clock, awake, new AtomicReference<>());
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            var times = new AtomicInteger();
            Runnable call = () -> {
                if (awake.getAsBoolean() || times.incrementAndGet() % SELDOM == 0) {
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
