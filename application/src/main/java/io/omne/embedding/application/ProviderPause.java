package io.omne.embedding.application;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderState.Pause;
import io.omne.providers.api.PauseLength;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The pause of a model's provider. A pause lasts until a probe is answered; when its length is over, a probe may
/// run.
///
/// Reads are safe from any thread. {@link #begin}, {@link #endIfAnswered} and {@link #answered} are for one thread
/// at a time.
final class ProviderPause {

    /// If no caller has run a probe for so long after the end of a pause, nobody needs the model: the pause is not
    /// shown.
    private static final Duration UNWANTED = Duration.ofMinutes(1);

    private final PauseLog log;
    private final Clock clock;
    private final PauseLength lengths;

    private volatile @Nullable Pause current;
    private volatile long endNanos;

    /// Whether a probe was answered in this pause, so that the pause is about to end.
    private boolean isEnding;

    ProviderPause(PauseLog log, Clock clock, PauseLength lengths) {
        this.log = log;
        this.clock = clock;
        this.lengths = lengths;
    }

    /// The reason of the pause; null if there is none.
    @Nullable
    Reason reason() {
        Pause pause = current;
        return pause == null ? null : pause.reason();
    }

    /// As in {@link io.omne.embedding.api.ProviderState}; null if that is empty.
    ///
    /// @param isProbing whether a probe is in progress
    @Nullable
    Pause shown(boolean isProbing) {
        Pause pause = current;
        return pause == null
                        || isProbing
                        || clock.instant().isBefore(pause.until().plus(UNWANTED))
                ? pause
                : null;
    }

    /// Whether it is too early for a probe.
    boolean isTooEarly() {
        return System.nanoTime() - endNanos < 0;
    }

    void begin(EmbeddingUnavailable outage) {
        Duration length = outage.reason() == Reason.UNAUTHORIZED
                ? lengths.longest(outage.retryAfter())
                : lengths.next(outage.retryAfter());
        Pause before = current;
        isEnding = false;
        endNanos = System.nanoTime() + length.toNanos();
        current = new Pause(
                outage.reason(),
                before == null ? clock.instant() : before.since(),
                clock.instant().plus(length));
        if (before == null || before.reason() != outage.reason()) {
            log.begun(outage);
        }
    }

    /// Call this when a probe was answered.
    void answered() {
        Reason reason = reason();
        if (reason == Reason.BUSY) {
            // The probe may have used up the little that the provider allows, so the next call must be for a text.
            isEnding = true;
            endNanos = System.nanoTime() + lengths.shortest().toNanos();
        } else if (reason != null) {
            end();
        }
    }

    /// Ends the pause if a probe was answered in it.
    ///
    /// @return whether it has ended
    boolean endIfAnswered() {
        if (isEnding) {
            end();
            return true;
        }
        return false;
    }

    private void end() {
        log.ended();
        isEnding = false;
        current = null;
    }
}
