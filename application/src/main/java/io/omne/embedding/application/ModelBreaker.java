package io.omne.embedding.application;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderState.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves the provider of a model alone that is away: after two calls of the last four that found it so, or at once
/// where it
/// says for how long or does not take the key. The pauses double; then one call tries it.
final class ModelBreaker {

    private static final int CALLS_LOOKED_AT = 4;
    private static final int CALLS_AT_LEAST = 2;
    private static final float PERCENT = 50;

    private static final Logger log = LoggerFactory.getLogger(ModelBreaker.class);

    private final ModelSpec spec;
    private final Clock clock;
    private final Duration longestPause;
    private final CircuitBreaker breaker;
    private volatile @Nullable Pause pause;

    ModelBreaker(ModelSpec spec, Clock clock, Duration firstPause, Duration longestPause) {
        this.spec = spec;
        this.clock = clock;
        this.longestPause = longestPause;
        this.breaker = CircuitBreaker.of(
                spec.toString(),
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                CALLS_LOOKED_AT, CALLS_AT_LEAST, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(firstPause, 2, longestPause))
                        .recordExceptions(EmbeddingUnavailable.class)
                        .build());
    }

    /// Why the provider is left alone; empty where it is not.
    Optional<Pause> pause() {
        return Optional.ofNullable(pause);
    }

    /// Whether calls would be made. Where a pause is over, the probe finds out.
    boolean isAnswering(Supplier<?> probe) {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            return true;
        }
        try {
            call(probe);
            return true;
        } catch (EmbeddingUnavailable e) {
            return false;
        } catch (NotEmbedded e) {
            return true; // it answers, be it with a fault
        }
    }

    /// @throws EmbeddingUnavailable also where the provider is left alone
    <T> T call(Supplier<T> call) {
        if (!breaker.tryAcquirePermission()) {
            Pause current = pause;
            throw new EmbeddingUnavailable(
                    current == null ? Reason.AWAY : current.reason(),
                    "the embedding provider " + spec.provider() + " is left alone for a while",
                    null,
                    null);
        }
        long began = breaker.getCurrentTimestamp();
        try {
            T answer = call.get();
            answered(began);
            return answer;
        } catch (EmbeddingUnavailable e) {
            unavailable(began, e);
            throw e;
        } catch (RuntimeException | Error e) {
            answered(began);
            throw e;
        }
    }

    private void answered(long began) {
        breaker.onSuccess(breaker.getCurrentTimestamp() - began, TimeUnit.NANOSECONDS);
        if (pause != null && breaker.getState() == CircuitBreaker.State.CLOSED) {
            log.info("the embedding provider {} answers again for {}", spec.provider(), spec.model());
            pause = null;
        }
    }

    private void unavailable(long began, EmbeddingUnavailable e) {
        breaker.onError(breaker.getCurrentTimestamp() - began, TimeUnit.NANOSECONDS, e);
        Duration asked = e.reason() == Reason.UNAUTHORIZED ? longestPause : e.retryAfter();
        if (asked != null && asked.isPositive()) {
            breaker.transitionToOpenStateFor(asked);
        }
        if (breaker.getState() != CircuitBreaker.State.CLOSED) {
            note(e, clock.instant().plus(asked == null ? longestPause : asked));
        }
    }

    /// Said once for each time that it goes away; that it refuses the key is said by {@link WatchedModel}.
    private void note(EmbeddingUnavailable e, Instant until) {
        Pause before = pause;
        if (before == null || before.reason() != e.reason()) {
            log.warn("embedding pauses: {}", e.getMessage());
        }
        pause = new Pause(e.reason(), before == null ? clock.instant() : before.since(), until);
    }
}
