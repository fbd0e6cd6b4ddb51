package io.omne.recall.application.searching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final Duration LIMIT = Duration.ofHours(10);

    /// A limit of hours, so that the time that the test takes does not matter.
    private static Deadline after(Duration passed) {
        return new Deadline(System.nanoTime() - passed.toNanos(), LIMIT);
    }

    private static void assertThatLeft(Duration left, long hours) {
        assertThat(left).isCloseTo(Duration.ofHours(hours), Duration.ofMinutes(5));
    }

    @Test
    void givesEachStepTheTimeUntilItsShareIsOver() {
        assertThatLeft(after(Duration.ZERO).leftForWaiting(), 5);
        assertThatLeft(after(Duration.ofHours(4)).leftForFinding(), 3);
        assertThatLeft(after(Duration.ofHours(7)).leftForRanking(), 2);
        assertThatLeft(after(Duration.ofHours(7)).leftForContext(), 3);
    }

    @Test
    void givesAStepThatBeginsLateATenth() {
        assertThatLeft(after(Duration.ofHours(6)).leftForWaiting(), 1);
        assertThatLeft(after(Duration.ofHours(9)).leftForFinding(), 1);
        assertThatLeft(after(Duration.ofHours(12)).leftForContext(), 1);
    }

    @Test
    void isOverAfterItsLimit() {
        assertThat(after(Duration.ofHours(9)).isOver()).isFalse();
        assertThat(after(Duration.ofHours(11)).isOver()).isTrue();
    }
}
