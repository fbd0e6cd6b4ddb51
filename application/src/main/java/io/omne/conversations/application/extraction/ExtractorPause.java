package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.providers.api.PauseLength;
import java.time.Duration;
import org.springframework.stereotype.Component;

/// Stops the extraction of this instance for a pause after its extractor was unavailable. Safe to use from several
/// threads at once.
@Component
class ExtractorPause {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final PauseLength lengths = new PauseLength(FIRST, LONGEST);
    private volatile long endNanos = System.nanoTime();

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    void begin(ExtractorUnavailable failure) {
        endNanos = System.nanoTime() + lengths.next(failure.retryAfter()).toNanos();
    }

    /// To be called when the extractor has answered.
    void end() {
        lengths.startOver();
        endNanos = System.nanoTime();
    }
}
