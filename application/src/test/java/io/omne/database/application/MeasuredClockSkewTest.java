package io.omne.database.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MeasuredClockSkewTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private Instant database = NOW;
    private final MeasuredClockSkew skew = new MeasuredClockSkew(Clock.fixed(NOW, ZoneOffset.UTC), () -> database);

    @Test
    void saysHowFarThisMachineIsAheadOrBehind() {
        assertThat(skew.latest()).isEmpty();

        for (Duration ahead : new Duration[] {Duration.ofMinutes(2), Duration.ZERO, Duration.ofMinutes(-2)}) {
            database = NOW.minus(ahead);
            skew.measure();
            assertThat(skew.latest()).contains(ahead);
        }
    }
}
