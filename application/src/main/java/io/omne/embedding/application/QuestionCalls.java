package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.NotEmbedded;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calls of a model for questions, which wait for no probe. A probe that is due runs on a thread of its own: if a
/// pause is over, or the call shows that the provider may be unavailable.
final class QuestionCalls {

    private static final Logger log = LoggerFactory.getLogger(QuestionCalls.class);

    private final ModelName model;
    private final ModelBreaker breaker;
    private final AtomicBoolean isProbing = new AtomicBoolean();
    private volatile boolean isDoubted;

    QuestionCalls(ModelName model, ModelBreaker breaker) {
        this.model = model;
        this.breaker = breaker;
    }

    /// Makes the call. While a probe runs because another call timed out, it fails at once.
    ///
    /// @param threads run the probe
    /// @throws EmbeddingUnavailable if the provider is unavailable, or is in a pause
    /// @throws NotEmbedded another subclass if the answer is unusable
    <T> T call(Supplier<T> call, Probe probe, Executor threads) {
        Reason reason = breaker.reason();
        if (reason != null) {
            probe(() -> breaker.isAnswering(probe), threads);
            throw breaker.leftAlone(reason);
        }
        if (isDoubted) {
            throw breaker.leftAlone(Reason.AWAY);
        }
        long began = System.nanoTime();
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            NotEmbedded failure = TimedCalls.failure(model, e);
            if (failure instanceof EmbeddingUnavailable
                    && !Thread.currentThread().isInterrupted()) {
                doubt(failure, System.nanoTime() - began, probe, threads);
            }
            throw failure;
        }
    }

    private void doubt(NotEmbedded failure, long took, Probe probe, Executor threads) {
        boolean isGivenUp = failure.getCause() instanceof TimeoutException;
        Runnable step = () -> {
            isDoubted = isGivenUp;
            try {
                NotEmbedded cause = breaker.diagnosed(failure, Duration.ofNanos(took), probe);
                log.debug("a question was not embedded", cause);
            } finally {
                isDoubted = false;
            }
        };
        probe(step, threads);
    }

    /// Runs one probe at a time.
    private void probe(Runnable step, Executor threads) {
        if (!isProbing.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(() -> {
                try {
                    step.run();
                } finally {
                    isProbing.set(false);
                }
            });
        } catch (RejectedExecutionException e) {
            isProbing.set(false);
        }
    }
}
