package io.omne.events.adapter.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// The event store's streams, of which a pooled processor is soon told that there may be something new. By
/// itself Axon's embedded store has new events in its memory at once, but its streams tell nobody, and the
/// processor looks into them twice a second.
final class NotifyingEventSource implements StreamableMessageSource<TrackedEventMessage<?>> {

    /// How often the processor looks. It looks into memory, not into the database.
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final ScheduledExecutorService clock;

    NotifyingEventSource(StreamableMessageSource<TrackedEventMessage<?>> store, ScheduledExecutorService clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new Prompt(store.openStream(token), clock);
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
            AtomicReference<@Nullable Future<?>> telling)
            implements BlockingStream<TrackedEventMessage<?>> {

        Prompt(BlockingStream<TrackedEventMessage<?>> stream, ScheduledExecutorService clock) {
            this(stream, clock, new AtomicReference<>());
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            stopTelling(telling.getAndSet(
                    clock.scheduleWithFixedDelay(callback, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS)));
            return true;
        }

        private static void stopTelling(@Nullable Future<?> telling) {
            if (telling != null) {
                telling.cancel(false);
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
            stopTelling(telling.getAndSet(null));
            stream.close();
        }
    }
}
