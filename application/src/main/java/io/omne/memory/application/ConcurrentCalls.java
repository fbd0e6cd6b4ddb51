package io.omne.memory.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Calls that are made on threads of their own, several at the same time, for a caller that takes what comes of them
/// as it comes. For one caller. Closing interrupts what is under way, and waits for its end.
final class ConcurrentCalls<T> implements AutoCloseable {

    private static final int AT_ONCE = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final BlockingQueue<Optional<T>> ended = new LinkedBlockingQueue<>();
    private int underWay;

    /// @param call empty where nothing came of it; throws nothing
    void add(Supplier<Optional<T>> call) {
        underWay++;
        threads.execute(() -> ended.add(run(call)));
    }

    private Optional<T> run(Supplier<Optional<T>> call) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            return Optional.empty();
        }
        try {
            return call.get();
        } finally {
            places.release();
        }
    }

    /// What has come of calls and was not taken yet, after waiting for the first. Empty after the last, and when the
    /// calling thread is interrupted, which it stays.
    List<T> next() {
        var values = new ArrayList<T>();
        try {
            while (values.isEmpty() && underWay > 0) {
                take(ended.take(), values);
                for (Optional<T> more = ended.poll(); more != null; more = ended.poll()) {
                    take(more, values);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return values;
    }

    private void take(Optional<T> value, List<T> values) {
        underWay--;
        value.ifPresent(values::add);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
