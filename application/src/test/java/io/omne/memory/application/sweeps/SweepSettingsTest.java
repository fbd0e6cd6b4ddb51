package io.omne.memory.application.sweeps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.validation.CannotStart;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SweepSettingsTest {

    private static final Duration DAY = Duration.ofHours(24);

    private static void assertRefused(ThrowingCallable settings, String sentence) {
        assertThatThrownBy(settings).isInstanceOf(CannotStart.class).hasMessage(sentence);
    }

    @Test
    void refusesAPeriodThatIsTooShort() {
        assertRefused(
                () -> new SweepSettings.Pending(Duration.ofMillis(5), 50),
                "omne.sweeps.process-pending-embeddings.every is PT0.005S; it has to be 1s or longer, or 0 for never.");
        assertRefused(
                () -> new SweepSettings.Failed(Duration.ofSeconds(-1), DAY, 50),
                "omne.sweeps.retry-failed-embeddings.every is PT-1S; it has to be 1s or longer, or 0 for never.");
    }

    @Test
    void refusesABatchOfNoneOrOfTooMany() {
        assertRefused(
                () -> new SweepSettings.Pending(Duration.ZERO, 0),
                "omne.sweeps.process-pending-embeddings.batch is 0; it has to be from 1 to 1000.");
        assertRefused(
                () -> new SweepSettings.Failed(Duration.ZERO, DAY, 1_001),
                "omne.sweeps.retry-failed-embeddings.batch is 1001; it has to be from 1 to 1000.");
    }

    @Test
    void refusesToRetryWhatFailedInNoTime() {
        assertRefused(
                () -> new SweepSettings.Failed(Duration.ZERO, Duration.ZERO, 50),
                "omne.sweeps.retry-failed-embeddings.max-age is PT0S; it has to be longer than 0.");
    }
}
