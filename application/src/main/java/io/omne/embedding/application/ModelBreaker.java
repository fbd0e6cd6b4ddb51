package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.ProviderError;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.embedding.api.TextRefused;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves the provider of a model alone that is away. Whether it is, a probe says: a call for a text of no
/// importance, which is made when a call for other texts has failed, and when a pause is over. The pauses double
/// until a text is given vectors.
final class ModelBreaker {

    private static final Logger log = LoggerFactory.getLogger(ModelBreaker.class);

    private static final int ANY = Integer.MAX_VALUE;
    private static final int FEW_TEXTS = 32;

    /// After a pause that is over for so long nobody wants anything of the model: whoever does tries the provider.
    private static final Duration UNWANTED = Duration.ofMinutes(1);

    /// What a shorter probe takes says little about how the time grows with the text.
    private static final int LONG_PROBE = 1_000;

    private final ModelSpec spec;
    private final Clock clock;
    private final Duration firstPause;
    private final Duration longestPause;
    private final ReentrantLock probing = new ReentrantLock();

    private volatile @Nullable Pause pause;
    private volatile long pausedUntil;

    private final AtomicInteger mostTexts = new AtomicInteger(ANY);

    /// Since a text was given vectors.
    private final AtomicInteger pauses = new AtomicInteger();

    /// Whether a probe was answered in this pause, which is to be over in a moment.
    private boolean isEnding;

    private volatile @Nullable Answered latest;
    private volatile @Nullable Answered latestLong;

    ModelBreaker(ModelSpec spec, Clock clock, Duration firstPause, Duration longestPause) {
        this.spec = spec;
        this.clock = clock;
        this.firstPause = firstPause;
        this.longestPause = longestPause;
    }

    /// A text of no importance.
    ///
    /// @param characters about how many the text has
    record Probe(int characters, Runnable call) {}

    /// A probe that was answered.
    private record Answered(int characters, long began, Duration took) {

        /// How long so many characters take at this rate.
        Duration forCharacters(int count) {
            return took.multipliedBy(count).dividedBy(characters);
        }
    }

    /// As {@link io.omne.embedding.api.ProviderState} says; null where it is empty.
    @Nullable
    Pause pause() {
        Pause current = pause;
        return current == null
                        || probing.isLocked()
                        || clock.instant().isBefore(current.until().plus(UNWANTED))
                ? current
                : null;
    }

    /// As {@link io.omne.embedding.api.Embedder#mostTexts} says.
    int mostTexts() {
        return mostTexts.get();
    }

    /// How long a group of so many characters takes, as far as probes have shown: as long as the latest, or so many
    /// times as long as the latest long one as it is longer. Zero before the first.
    Duration latency(int characters) {
        Answered any = latest;
        Answered sized = latestLong;
        Duration atLeast = any == null ? Duration.ZERO : any.took();
        Duration byLength = sized == null ? Duration.ZERO : sized.forCharacters(characters);
        return atLeast.compareTo(byLength) > 0 ? atLeast : byLength;
    }

    /// Whether calls would be made. Where a pause is over, one caller finds out by the probe.
    boolean isAnswering(Probe probe) {
        if (pause == null) {
            return true;
        }
        if (isPausing() || !probing.tryLock()) {
            return false;
        }
        try {
            if (pause == null || isPausing()) {
                return pause == null;
            }
            if (isEnding) {
                end();
                return true;
            }
            return ask(probe) == null && pause == null;
        } finally {
            probing.unlock();
        }
    }

    private boolean isPausing() {
        return System.nanoTime() - pausedUntil < 0;
    }

    /// Makes a call for texts. If it fails, the probe decides whose fault that is.
    ///
    /// @throws EmbeddingUnavailable when it is the provider's, also where it is left alone
    /// @throws NotEmbedded another one, when it is that of a text
    <T> T call(Supplier<T> call, Probe probe, Probe sizedProbe) {
        Pause current = pause;
        if (current != null) {
            throw leftAlone(current.reason());
        }
        T answer;
        long began = System.nanoTime();
        try {
            answer = call.get();
        } catch (RuntimeException | Error e) {
            NotEmbedded failure = failure(e);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            throw diagnosed(failure, took, isBusy(failure) || isGivenUp(failure) ? sizedProbe : probe);
        }
        pauses.set(0);
        mostTexts.updateAndGet(it -> it < FEW_TEXTS ? 2 * it : ANY);
        return answer;
    }

    /// Also what this process lacks for a call, such as memory or threads: the probe lacks it too.
    private NotEmbedded failure(Throwable thrown) {
        return thrown instanceof NotEmbedded e ? e : ModelFault.of(spec.model(), thrown);
    }

    /// A provider that counts tokens takes a short text when it takes no long one any more.
    private static boolean isBusy(NotEmbedded e) {
        return e instanceof EmbeddingUnavailable unavailable && unavailable.reason() == Reason.BUSY;
    }

    /// A call that was cut off may have been too long for the provider, and not too hard.
    private static boolean isGivenUp(NotEmbedded e) {
        return e instanceof EmbeddingUnavailable && e.getCause() instanceof TimeoutException;
    }

    private EmbeddingUnavailable leftAlone(Reason reason) {
        return new EmbeddingUnavailable(
                reason, "the embedding provider " + spec.provider() + " is left alone for a while", null, null);
    }

    /// @param took how long the call had, where it was given up
    private NotEmbedded diagnosed(NotEmbedded failure, Duration took, Probe probe) {
        long failed = System.nanoTime();
        if (!takesTurn()) {
            return leftAlone(Reason.AWAY);
        }
        try {
            Pause current = pause;
            if (current != null) {
                return leftAlone(current.reason());
            }
            EmbeddingUnavailable outage = hasAnswered(probe, failed) ? null : ask(probe);
            if (outage != null) {
                mostTexts.updateAndGet(it -> Math.max(1, Math.min(it, FEW_TEXTS) / 2));
                return outage;
            }
            if (isGivenUp(failure) && isSlowerThan(took)) {
                return (EmbeddingUnavailable) failure;
            }
            return failure instanceof EmbeddingUnavailable e ? new ProviderError(e) : failure;
        } finally {
            probing.unlock();
        }
    }

    /// Whether the latest probe took longer. The next call for the same texts has several times as long as it.
    private boolean isSlowerThan(Duration time) {
        Answered answered = latest;
        return answered != null && answered.took().compareTo(time) > 0;
    }

    /// As long as the probe of another caller may take.
    private boolean takesTurn() {
        try {
            return probing.tryLock(CallTimeout.LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean hasAnswered(Probe probe, long since) {
        Answered answered = latest;
        return answered != null && answered.began() - since >= 0 && answered.characters() >= probe.characters();
    }

    /// @return why the provider is left alone now; null where it has answered
    private @Nullable EmbeddingUnavailable ask(Probe probe) {
        if (Thread.currentThread().isInterrupted()) {
            return leftAlone(Reason.AWAY);
        }
        long began = System.nanoTime();
        try {
            probe.call().run();
        } catch (RuntimeException | Error e) {
            EmbeddingUnavailable outage = outage(failure(e));
            if (!Thread.currentThread().isInterrupted()) {
                begin(outage);
            }
            return outage;
        }
        var answered = new Answered(probe.characters(), began, Duration.ofNanos(System.nanoTime() - began));
        latest = answered;
        if (probe.characters() >= LONG_PROBE) {
            latestLong = answered;
        }
        Pause current = pause;
        if (current != null && current.reason() == Reason.BUSY) {
            // The probe may have used up what little it allows: the next call is a text's.
            isEnding = true;
            pausedUntil = System.nanoTime() + firstPause.toNanos();
        } else if (current != null) {
            end();
        }
        return null;
    }

    /// What is wrong with the provider where not even the probe gets vectors.
    private static EmbeddingUnavailable outage(NotEmbedded failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case EmbeddingUnavailable e -> e;
            case ModelFault e when e.getCause() != null -> new EmbeddingUnavailable(Reason.AWAY, message, null, e);
            case ModelFault _, TextRefused _, ProviderError _ ->
                new EmbeddingUnavailable(Reason.MISCONFIGURED, message, null, failure);
        };
    }

    private void begin(EmbeddingUnavailable outage) {
        Duration length = length(outage);
        Pause before = pause;
        isEnding = false;
        pausedUntil = System.nanoTime() + length.toNanos();
        pause = new Pause(
                outage.reason(),
                before == null ? clock.instant() : before.since(),
                clock.instant().plus(length));
        if (before == null || before.reason() != outage.reason()) {
            say(outage);
        }
    }

    private Duration length(EmbeddingUnavailable outage) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(pauses.getAndIncrement(), 20));
        Duration asked = outage.retryAfter();
        if (asked != null && asked.isPositive()) {
            return asked;
        }
        if (outage.reason() == Reason.UNAUTHORIZED) {
            return longestPause;
        }
        return doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
    }

    /// Once for each time that it goes away.
    private void say(EmbeddingUnavailable outage) {
        switch (outage.reason()) {
            case AWAY, BUSY -> log.warn("embedding with {} pauses: {}", spec.model(), outage.getMessage());
            case UNAUTHORIZED ->
                log.error(
                        "the embedding provider {} refuses the credentials for {}, which embeds nothing until they"
                                + " are right: {}",
                        spec.provider(),
                        spec.model(),
                        outage.getMessage());
            case MISCONFIGURED ->
                log.error(
                        "the embedding provider {} cannot be used as it is set up for {}, which embeds nothing until"
                                + " its URL, model and dimension are right: {}",
                        spec.provider(),
                        spec.model(),
                        outage.getMessage());
        }
    }

    private void end() {
        log.info("the embedding provider {} answers again for {}", spec.provider(), spec.model());
        isEnding = false;
        pause = null;
    }
}
