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

/// Runs calls of models, each on a thread of its own, so that a caller waits no longer than it wants to, whatever
/// the model does. A call that nobody waits for any more is interrupted. One that goes on all the same keeps its
/// thread; there are so few of these that they run out before the memory does.
@Component
class TimedCalls implements AutoCloseable {

    private static final int MOST_THREADS = 256;

    /// Platform threads: a native call would hold up the carrier of a virtual one.
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("embedding-call-", 0).factory());

    /// @throws NotEmbedded what the call throws, whatever that is; also when it takes too long, or the calling thread
    ///     is interrupted and stays so
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

    /// Also of what this process lacks for a call, such as memory or threads.
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
