package io.omne.events.adapter.axon;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/// A stream that calls its processor by a clock.
///
/// @param pauses at every how many pauses the processor is called now
record PromptStream(
        BlockingStream<TrackedEventMessage<?>> stream,
        ScheduledExecutorService clock,
        IntSupplier pauses,
        AtomicReference<@Nullable Future<?>> calls)
        implements BlockingStream<TrackedEventMessage<?>> {

    PromptStream(BlockingStream<TrackedEventMessage<?>> stream, ScheduledExecutorService clock, IntSupplier pauses) {
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
        return stream.nextAvailable();
    }

    @Override
    public void close() {
        stopCalls(calls.getAndSet(null));
        stream.close();
    }
}
