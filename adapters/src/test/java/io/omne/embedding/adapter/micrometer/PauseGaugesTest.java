package io.omne.embedding.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ProviderState.Pause;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PauseGaugesTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final IndexedModel SERVING = new IndexedModel(1, new ModelSpec("one", new ModelName("a-model"), 2));
    private static final IndexedModel NEXT = new IndexedModel(2, new ModelSpec("two", new ModelName("a-model"), 2));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicReference<Snapshot> kept = new AtomicReference<>(new Snapshot(SERVING, null));
    private final Map<IndexedModel, Reason> pauses = new ConcurrentHashMap<>();
    private final PauseGauges gauges = new PauseGauges(
            kept::get,
            model ->
                    Optional.ofNullable(pauses.get(model)).map(reason -> new Pause(reason, NOON, NOON.plusSeconds(5))));

    @Test
    void followThePause() {
        gauges.bindTo(registry);
        assertThat(sum("serving")).isZero();

        pauses.put(SERVING, Reason.BUSY);
        assertThat(paused("busy", "serving")).isEqualTo(1);
        assertThat(sum("serving")).isEqualTo(1);

        pauses.clear();
        assertThat(sum("serving")).isZero();
    }

    @Test
    void followThePauseOfTheNextModelWhileThereIsOne() {
        gauges.bindTo(registry);
        pauses.put(NEXT, Reason.MISCONFIGURED);
        assertThat(sum("next")).isZero();

        kept.set(new Snapshot(SERVING, NEXT));
        assertThat(paused("misconfigured", "next")).isEqualTo(1);
        assertThat(sum("next")).isEqualTo(1);
        assertThat(sum("serving")).isZero();

        kept.set(new Snapshot(NEXT, null));
        assertThat(paused("misconfigured", "serving")).isEqualTo(1);
        assertThat(sum("next")).isZero();
    }

    private double sum(String role) {
        return paused("away", role)
                + paused("busy", role)
                + paused("unauthorized", role)
                + paused("misconfigured", role);
    }

    private double paused(String reason, String role) {
        return registry.get("omne.embedding.paused")
                .tags("reason", reason, "role", role)
                .gauge()
                .value();
    }
}
