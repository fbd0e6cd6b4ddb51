package io.omne.embedding.adapter.djl;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Predictors, each of which answers one caller at a time. No call waits longer than a limit, neither for a
/// predictor nor for its answer.
///
/// A predictor that does not answer is replaced, for native code cannot be interrupted; as many may be replaced
/// as there were. One that answers late is used again where there is room.
///
/// @param <P> the predictors
final class PredictorPool<P extends AutoCloseable> implements AutoCloseable {

    private final Supplier<P> maker;
    private final Duration longest;
    private final BlockingQueue<P> idle;
    private final AtomicInteger spares;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("local-model-", 0).factory());

    PredictorPool(int size, Duration longest, Supplier<P> maker) {
        this.maker = maker;
        this.longest = longest;
        this.idle = new ArrayBlockingQueue<>(size, true);
        this.spares = new AtomicInteger(size);
        for (int i = 0; i < size; i++) {
            idle.add(maker.get());
        }
    }

    /// What is asked of a predictor.
    interface Question<P, A> {
        A ask(P predictor) throws Exception;
    }

    /// @throws ModelFault when the predictor does not answer in time
    /// @throws EmbeddingUnavailable when no predictor is free in time, or the caller is interrupted before
    <A> A ask(Question<P, A> question) throws ExecutionException {
        P predictor = take();
        Future<A> answer = threads.submit(() -> {
            try {
                return question.ask(predictor);
            } finally {
                giveBack(predictor);
            }
        });
        return await(answer);
    }

    private P take() {
        try {
            P predictor = idle.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
            if (predictor == null) {
                throw new EmbeddingUnavailable(Reason.AWAY, "the local model hangs", null, null);
            }
            return predictor;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable(Reason.AWAY, "the local model was not waited for", null, e);
        }
    }

    /// An interruption ends no call that has begun: its answer comes soon.
    private <A> A await(Future<A> answer) throws ExecutionException {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            if (spares.getAndDecrement() > 0) {
                giveBack(maker.get());
            }
            throw new ModelFault("the local model did not answer within %d s".formatted(longest.toSeconds()), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void giveBack(P predictor) {
        if (!idle.offer(predictor)) {
            close(predictor);
        }
    }

    /// Closes those that are idle. Whatever hangs holds its memory until the process ends.
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        idle.forEach(PredictorPool::close);
    }

    private static void close(AutoCloseable predictor) {
        try {
            predictor.close();
        } catch (Exception e) {
            throw new IllegalStateException("a predictor cannot be closed", e);
        }
    }
}
