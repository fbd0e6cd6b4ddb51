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
    private volatile long beginNanos = System.nanoTime();
    private volatile long endNanos = beginNanos;

    boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    void begin(ExtractorUnavailable failure) {
        beginNanos = System.nanoTime();
        endNanos = beginNanos + lengths.next(failure.retryAfter()).toNanos();
    }

    /// To be called when the extractor has answered. Ends a pause, unless the call began before it.
    ///
    /// @param began when the call began, by {@link System#nanoTime}
    void answered(long began) {
        if (began - beginNanos > 0) {
            lengths.startOver();
            endNanos = began;
        }
    }
}
