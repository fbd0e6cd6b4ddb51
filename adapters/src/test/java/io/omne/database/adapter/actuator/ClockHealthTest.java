package io.omne.database.adapter.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ClockHealthTest {

    private static Health health(Optional<Duration> skew) {
        return new ClockHealth(() -> skew).health();
    }

    @Test
    void saysHowFarTheClockIsOffAndWhenThatIsMuch() {
        assertThat(health(Optional.empty()).getStatus()).isEqualTo(Status.UP);
        assertThat(health(Optional.of(Duration.ofSeconds(-5))).getStatus()).isEqualTo(Status.UP);
        assertThat(health(Optional.of(Duration.ofMillis(-5_001)))).satisfies(it -> {
            assertThat(it.getStatus()).isEqualTo(ClockHealth.SKEWED);
            assertThat(it.getDetails()).containsEntry("skew_ms", -5_001L);
        });
        assertThat(health(Optional.of(Duration.ofMinutes(2))).getStatus()).isEqualTo(ClockHealth.SKEWED);
    }
}
