package io.omne.embedding.adapter.djl;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Calls predictors, each of which answers one caller at a time. No call waits longer than a limit, neither for a
/// predictor nor for its answer.
///
/// @param <P> the predictors
final class PredictorPool<P extends AutoCloseable> implements AutoCloseable {

    private final Duration longest;
    private final Predictors<P> predictors;
    private final ExecutorService threads;

    /// @param atStart run by each thread before its first call
    PredictorPool(int size, Duration longest, Runnable atStart, Supplier<P> maker) {
        this.longest = longest;
        this.predictors = new Predictors<>(size, maker);
        ThreadFactory factory =
                Thread.ofPlatform().daemon().name("local-model-", 0).factory();
        this.threads = Executors.newCachedThreadPool(calls -> factory.newThread(() -> {
            atStart.run();
            calls.run();
        }));
    }

    /// A call of a predictor.
    interface Question<P, A> {
        A ask(P predictor) throws Exception;
    }

    /// @throws ModelFault if the predictor does not answer in time
    /// @throws EmbeddingUnavailable if no predictor is free in time, or the caller is interrupted before
    <A> A ask(Question<P, A> question) throws ExecutionException {
        P predictor = take();
        Future<A> answer = threads.submit(() -> {
            try {
                return question.ask(predictor);
            } finally {
                predictors.giveBack(predictor);
            }
        });
        return await(answer);
    }

    private P take() {
        try {
            P predictor = predictors.poll(longest);
            if (predictor == null) {
                throw new EmbeddingUnavailable(Reason.AWAY, "the local model hangs", null, null);
            }
            return predictor;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable(Reason.AWAY, "the local model was not waited for", null, e);
        }
    }

    /// An interruption does not end a call that has begun: its answer comes soon.
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
            predictors.replaceOne();
            throw new ModelFault("the local model did not answer within %d s".formatted(longest.toSeconds()), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Closes the idle predictors. A predictor that hangs keeps its memory until the process ends.
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        predictors.close();
    }
}
