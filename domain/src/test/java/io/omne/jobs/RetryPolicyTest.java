package io.omne.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({
        "1, 0, PT1M",
        "2, 0, PT2M",
        "3, 0, PT4M",
        "1, 0.5, PT1M15S",
        "1, 1, PT1M30S",
        "2, 1, PT3M",
        "3, 1, PT6M",
    })
    void doublesThePauseAndLengthensItByUpToAHalf(int attempt, double jitter, Duration pause) {
        assertThat(POLICY.pauseAfter(attempt, jitter)).isEqualTo(pause);
    }

    @Test
    void keepsEveryJitterWithinItsBounds() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
        for (int i = 0; i < 1_000; i++) {
            int attempt = random.nextInt(1, 10);
            Duration shortest = Duration.ofSeconds(60L << (attempt - 1));
            assertThat(POLICY.pauseAfter(attempt, random.nextDouble()))
                    .isBetween(shortest, shortest.multipliedBy(3).dividedBy(2));
        }
    }

    @Test
    void staysFiniteHoweverOftenItIsTried() {
        assertThat(new RetryPolicy(Integer.MAX_VALUE, Duration.ofHours(1)).pauseAfter(Integer.MAX_VALUE, 1))
                .isPositive();
    }

    @Test
    void allowsAsManyRetriesAsItSays() {
        assertThat(POLICY.allowsRetryAfter(1)).isTrue();
        assertThat(POLICY.allowsRetryAfter(3)).isTrue();
        assertThat(POLICY.allowsRetryAfter(4)).isFalse();
        assertThat(new RetryPolicy(0, Duration.ZERO).allowsRetryAfter(1)).isFalse();
    }

    @Test
    void rejectsNegativeSettings() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(-1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetryPolicy(0, Duration.ofSeconds(-1)));
    }
}
