package io.omne.embedding.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderState.Pause;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PauseGaugesTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Optional<Pause>> pause = new AtomicReference<>(Optional.empty());
    private final PauseGauges gauges = new PauseGauges(pause::get);

    @Test
    void followThePause() {
        gauges.bindTo(registry);
        assertThat(paused("away") + paused("busy") + paused("unauthorized") + paused("misconfigured"))
                .isZero();

        pause.set(Optional.of(new Pause(Reason.BUSY, NOON, NOON.plusSeconds(5))));
        assertThat(paused("busy")).isEqualTo(1);
        assertThat(paused("away") + paused("unauthorized")).isZero();

        pause.set(Optional.empty());
        assertThat(paused("busy")).isZero();
    }

    private double paused(String reason) {
        return registry.get("omne.embedding.paused")
                .tag("reason", reason)
                .gauge()
                .value();
    }
}
