package io.omne.events.adapter.axon;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
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
    static final Duration PAUSE = Duration.ofMillis(10);

    /// For this time after the store has looked for new events, the processor looks at every pause, or gathers events;
    /// later, it looks at every twentieth one.
    private static final Duration AWAKE = Duration.ofSeconds(1);

    private static final int SELDOM = 20;

    private final EventCache store;
    private final ScheduledExecutorService clock;
    private final Duration gathering;
    private final BooleanSupplier isAwaited;

    /// @param gathering how long events may wait for further ones, if there were some at the last look
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
        return new PromptStream(store.openStream(token), clock, this::pauses);
    }

    private int pauses(boolean hadEvents) {
        if (isAwaited.getAsBoolean()) {
            return 1;
        }
        if (!store.hasLookedWithin(AWAKE)) {
            return SELDOM;
        }
        return hadEvents ? Math.max(1, (int) gathering.dividedBy(PAUSE)) : 1;
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
}
