package io.omne.embedding.adapter.djl;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The idle predictors. A predictor that does not answer is replaced, because native code cannot be interrupted; as
/// many may be replaced as there were at first. A predictor that answers late is used again if there is room for
/// it.
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

    /// Takes an idle predictor; null if none is free in time.
    @Nullable
    P poll(Duration atMost) throws InterruptedException {
        return idle.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void giveBack(P predictor) {
        if (!idle.offer(predictor)) {
            close(predictor);
        }
    }

    /// Creates a predictor in place of one that does not answer, unless too many have been replaced.
    void replaceOne() {
        if (spares.getAndDecrement() > 0) {
            giveBack(maker.get());
        }
    }

    /// Closes the idle predictors.
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
