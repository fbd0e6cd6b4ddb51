package io.omne.events.adapter.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/// Keeps the latest events in memory, for the streaming processors of this instance.
final class EventCache implements StreamableMessageSource<TrackedEventMessage<?>>, AutoCloseable {

    private final Supplier<PolledEventStore> stores;
    private final EventServer server;
    private volatile PolledEventStore store;
    private volatile long looked = System.nanoTime();

    /// @param stores creates a store without events in memory
    /// @param server the server that the events in memory were read from
    EventCache(Supplier<PolledEventStore> stores, EventServer server) {
        this.stores = stores;
        this.server = server;
        this.store = stores.get();
    }

    /// Ends all streams and discards the events in memory. Streams that are opened later read from the database
    /// again.
    void forget() {
        PolledEventStore old = store;
        store = stores.get();
        server.forget();
        old.shutDown();
    }

    /// Looks for new events now.
    void look() {
        looked = System.nanoTime();
        store.look();
    }

    /// Whether {@link #look} was called within this time.
    boolean hasLookedWithin(Duration time) {
        return System.nanoTime() - looked < time.toNanos();
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return store.openStream(token);
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

    @Override
    public void close() {
        store.shutDown();
    }
}
