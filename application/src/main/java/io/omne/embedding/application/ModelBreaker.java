package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.providers.api.PauseLength;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The circuit breaker of a model: stops calls to its provider for a pause while the provider is unavailable. A
/// {@link Probe} finds out whether it is; the probe runs when a call for texts has failed and when a pause is over.
/// The pauses double until a text gets vectors.
final class ModelBreaker {

    private static final int ANY = Integer.MAX_VALUE;
    private static final int FEW_TEXTS = 32;

    private final ModelSpec spec;
    private final PauseLength pauseLength;
    private final ProviderPause pause;
    private final ProviderLatency latency = new ProviderLatency();
    private final AtomicInteger mostTexts = new AtomicInteger(ANY);
    private final ReentrantLock probing = new ReentrantLock();
    private final QuestionCalls questions;

    ModelBreaker(ModelSpec spec, Clock clock, Duration firstPause, Duration longestPause) {
        this.spec = spec;
        this.pauseLength = new PauseLength(firstPause, longestPause);
        this.pause = new ProviderPause(new PauseLog(spec), clock, pauseLength);
        this.questions = new QuestionCalls(spec.model(), this);
    }

    /// The calls for questions.
    QuestionCalls questions() {
        return questions;
    }

    /// The reason of the current pause; null if there is none.
    @Nullable
    Reason reason() {
        return pause.reason();
    }

    /// As in {@link io.omne.embedding.api.ProviderState}; null if that is empty.
    @Nullable
    Pause pause() {
        return pause.shown(probing.isLocked());
    }

    /// As in {@link io.omne.embedding.api.Embedder#mostTexts}.
    int mostTexts() {
        return mostTexts.get();
    }

    /// As in {@link ProviderLatency#of}.
    Duration latency(int characters) {
        return latency.of(characters);
    }

    /// Whether calls are allowed now. When a pause is over, one caller runs the probe to find out.
    boolean isAnswering(Probe probe) {
        if (pause.reason() == null) {
            return true;
        }
        if (pause.isTooEarly() || !probing.tryLock()) {
            return false;
        }
        try {
            if (pause.reason() == null || pause.isTooEarly()) {
                return pause.reason() == null;
            }
            return pause.endIfAnswered() || (ask(probe) == null && pause.reason() == null);
        } finally {
            probing.unlock();
        }
    }

    /// Makes a call for texts. If it fails, the probe decides whether the provider or a text is at fault.
    ///
    /// @throws EmbeddingUnavailable if the provider is at fault, or is in a pause
    /// @throws NotEmbedded another subclass if a text is at fault
    <T> T call(Supplier<T> call, Probe probe, Probe sizedProbe) {
        Reason reason = pause.reason();
        if (reason != null) {
            throw leftAlone(reason);
        }
        T answer;
        long began = System.nanoTime();
        try {
            answer = call.get();
        } catch (RuntimeException | Error e) {
            // This includes errors of this process, such as a lack of memory or threads: the probe fails for the same
            // reason.
            NotEmbedded failure = TimedCalls.failure(spec.model(), e);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            throw diagnosed(failure, took, isBusy(failure) || isGivenUp(failure) ? sizedProbe : probe);
        }
        pauseLength.startOver();
        mostTexts.updateAndGet(it -> it < FEW_TEXTS ? 2 * it : ANY);
        return answer;
    }

    /// A provider that limits tokens may still accept a short text after it has refused a long one.
    private static boolean isBusy(NotEmbedded e) {
        return e instanceof EmbeddingUnavailable unavailable && unavailable.reason() == Reason.BUSY;
    }

    /// A call that timed out may have been too long for the provider, which is no fault of its texts.
    private static boolean isGivenUp(NotEmbedded e) {
        return e instanceof EmbeddingUnavailable && e.getCause() instanceof TimeoutException;
    }

    EmbeddingUnavailable leftAlone(Reason reason) {
        return new EmbeddingUnavailable(
                reason, "the embedding provider " + spec.provider() + " is left alone for a while", null, null);
    }

    /// Lets the probe decide whether the provider or a text is at fault.
    ///
    /// @param took how much time the call had, if it timed out
    NotEmbedded diagnosed(NotEmbedded failure, Duration took, Probe probe) {
        long failed = System.nanoTime();
        if (!takesTurn()) {
            return leftAlone(Reason.AWAY);
        }
        try {
            Reason reason = pause.reason();
            if (reason != null) {
                return leftAlone(reason);
            }
            EmbeddingUnavailable outage = latency.isKnownSince(failed, probe.characters()) ? null : ask(probe);
            if (outage != null) {
                mostTexts.updateAndGet(it -> Math.max(1, Math.min(it, FEW_TEXTS) / 2));
                return outage;
            }
            if (isGivenUp(failure) && latency.isLongerThan(took)) {
                // The next call for the same texts has several times as much time as the latest probe needed.
                return (EmbeddingUnavailable) failure;
            }
            return failure instanceof EmbeddingUnavailable e ? new ProviderError(e) : failure;
        } finally {
            probing.unlock();
        }
    }

    /// Waits for the turn at most as long as the probe of another caller may take.
    private boolean takesTurn() {
        try {
            return probing.tryLock(CallTimeout.LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// @return why the provider is unavailable; null if it has answered
    private @Nullable EmbeddingUnavailable ask(Probe probe) {
        if (Thread.currentThread().isInterrupted()) {
            return leftAlone(Reason.AWAY);
        }
        long began = System.nanoTime();
        EmbeddingUnavailable outage = probe.outage();
        if (outage == null) {
            latency.answered(probe.characters(), began);
            pause.answered();
        } else if (!Thread.currentThread().isInterrupted()) {
            pause.begin(outage);
        }
        return outage;
    }
}
