package io.omne.events.adapter.axon;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// A stream that calls its processor by a clock.
///
/// @param hadEvents whether the processor took events since it was last called
record PromptStream(
        BlockingStream<TrackedEventMessage<?>> stream,
        ScheduledExecutorService clock,
        Pauses pauses,
        AtomicReference<@Nullable Future<?>> calls,
        AtomicBoolean hadEvents)
        implements BlockingStream<TrackedEventMessage<?>> {

    PromptStream(BlockingStream<TrackedEventMessage<?>> stream, ScheduledExecutorService clock, Pauses pauses) {
        this(stream, clock, pauses, new AtomicReference<>(), new AtomicBoolean());
    }

    interface Pauses {

        /// After how many pauses since the last call the processor is called.
        ///
        /// @param hadEvents whether it took events at the last call
        int untilNextCall(boolean hadEvents);
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
        var passed = new AtomicInteger();
        Runnable call = () -> {
            if (passed.incrementAndGet() >= pauses.untilNextCall(hadEvents.get())) {
                passed.set(0);
                hadEvents.set(false);
                callback.run();
            }
        };
        long pause = NotifyingEventSource.PAUSE.toMillis();
        stopCalls(calls.getAndSet(clock.scheduleWithFixedDelay(call, pause, pause, TimeUnit.MILLISECONDS)));
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
        hadEvents.set(true);
        return stream.nextAvailable();
    }

    @Override
    public void close() {
        stopCalls(calls.getAndSet(null));
        stream.close();
    }
}
