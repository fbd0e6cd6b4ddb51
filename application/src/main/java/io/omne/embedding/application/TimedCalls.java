package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Runs each call of a model on a thread of its own, so that a caller waits only for a limited time, whatever the
/// model does. A call is interrupted when its caller no longer waits. If the call continues all the same, it
/// occupies its thread; the number of threads is so low that it is used up before the memory is.
@Component
class TimedCalls implements AutoCloseable {

    private static final int MOST_THREADS = 256;

    /// Platform threads, because a native call would block the carrier of a virtual thread.
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("embedding-call-", 0).factory());

    /// @throws NotEmbedded if the call throws anything, takes too long, or the calling thread is interrupted, which
    ///     it stays
    <T> T call(ModelName model, Duration atMost, Supplier<T> call) {
        Future<T> future = begin(model, call);
        try {
            return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw away("the embedding model %s did not answer within %d ms".formatted(model, atMost.toMillis()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away("the embedding model %s was not waited for".formatted(model), e);
        } catch (ExecutionException e) {
            throw failure(model, Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            future.cancel(true);
        }
    }

    /// Runs a step for which nobody waits.
    ///
    /// @throws RejectedExecutionException if too many calls have come to no end
    void execute(Runnable step) {
        threads.execute(step);
    }

    private <T> Future<T> begin(ModelName model, Supplier<T> call) {
        try {
            return threads.submit(call::get);
        } catch (RejectedExecutionException e) {
            throw away("too many calls of the embedding model %s have come to no end".formatted(model), e);
        } catch (OutOfMemoryError e) {
            throw away("there is no thread for a call of the embedding model %s".formatted(model), e);
        }
    }

    private static EmbeddingUnavailable away(String message, Throwable cause) {
        return new EmbeddingUnavailable(Reason.AWAY, message, null, cause);
    }

    /// Converts any failure, also errors of this process such as a lack of memory or threads.
    static NotEmbedded failure(ModelName model, Throwable cause) {
        return switch (cause) {
            case NotEmbedded e -> e;
            default -> ModelFault.of(model, cause);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
