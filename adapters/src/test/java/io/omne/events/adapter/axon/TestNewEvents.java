package io.omne.events.adapter.axon;

import io.omne.events.api.NewEvents;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells of new events all the time, whether or not there are any.
final class TestNewEvents implements NewEvents, AutoCloseable {

    private static final int PAUSE_MILLIS = 30;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("test-new-events").daemon().factory());

    TestNewEvents() {
        var _ = clock.scheduleWithFixedDelay(this::committed, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void committed() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
