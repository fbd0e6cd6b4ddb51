package io.omne.embedding.adapter.djl;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The predictors that are idle. One that does not answer is replaced, for native code cannot be interrupted; as many
/// may be replaced as there were. One that answers late is used again where there is room.
final class Predictors<P extends AutoCloseable> implements AutoCloseable {

    private final Supplier<P> maker;
    private final BlockingQueue<P> idle;
    private final AtomicInteger spares;

    Predictors(int size, Supplier<P> maker) {
        this.maker = maker;
        this.idle = new ArrayBlockingQueue<>(size, true);
        this.spares = new AtomicInteger(size);
        for (int i = 0; i < size; i++) {
            idle.add(maker.get());
        }
    }

    /// Takes one; null where none is free in time.
    @Nullable
    P poll(Duration atMost) throws InterruptedException {
        return idle.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void giveBack(P predictor) {
        if (!idle.offer(predictor)) {
            close(predictor);
        }
    }

    /// Makes another one in place of one that does not answer, as long as some may be replaced.
    void replaceOne() {
        if (spares.getAndDecrement() > 0) {
            giveBack(maker.get());
        }
    }

    /// Closes those that are idle.
    @Override
    public void close() {
        idle.forEach(Predictors::close);
    }

    private static void close(AutoCloseable predictor) {
        try {
            predictor.close();
        } catch (Exception e) {
            throw new IllegalStateException("a predictor cannot be closed", e);
        }
    }
}
