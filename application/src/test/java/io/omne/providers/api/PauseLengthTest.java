package io.omne.providers.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseLengthTest {

    private final PauseLength lengths = new PauseLength(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private long next() {
        return lengths.next(null).toSeconds();
    }

    @Test
    void doublesUpToTheLongest() {
        assertThat(next()).isEqualTo(1);
        assertThat(next()).isEqualTo(2);
        assertThat(next()).isEqualTo(4);
        for (int i = 0; i < 100; i++) {
            assertThat(next()).isEqualTo(5);
        }
    }

    @Test
    void startsOver() {
        next();
        next();
        lengths.startOver();
        assertThat(next()).isEqualTo(1);
        assertThat(lengths.shortest()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isWhatTheProviderAsksFor() {
        assertThat(lengths.next(Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(10));
        assertThat(lengths.longest(Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(lengths.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void isTheLongestWhereWaitingDoesNotHelp() {
        assertThat(lengths.longest(null)).isEqualTo(Duration.ofSeconds(5));
        assertThat(next()).isEqualTo(2);
    }
}
