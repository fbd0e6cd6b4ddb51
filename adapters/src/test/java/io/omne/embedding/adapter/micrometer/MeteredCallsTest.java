package io.omne.embedding.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.ModelCalls.Outcome;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeteredCallsTest {

    private static final ModelSpec ONE = new ModelSpec("one", new ModelName("a-model"), 2);
    private static final ModelSpec OTHER = new ModelSpec("other", new ModelName("a-model"), 2);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MeteredCalls calls = new MeteredCalls(registry);

    @Test
    void timesCallsByProviderModelAndOutcome() {
        calls.ended(ONE, Outcome.OK, Duration.ofMillis(20));
        calls.ended(ONE, Outcome.OK, Duration.ofMillis(30));
        calls.ended(ONE, Outcome.UNAUTHORIZED, Duration.ofMillis(1));
        calls.ended(OTHER, Outcome.OK, Duration.ofMillis(1));

        Timer timer = registry.get("omne.embedding.calls")
                .tags("provider", "one", "model", "a-model", "outcome", "ok")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(50);
        assertThat(registry.get("omne.embedding.calls").timers()).hasSize(3);
    }

    @Test
    void countsWhatWasEmbedded() {
        calls.embedded(ONE, 3, 40, 200);
        calls.embedded(ONE, 1, 2, 10);

        assertThat(count("omne.embedding.passages")).isEqualTo(4);
        assertThat(count("omne.embedding.tokens")).isEqualTo(42);
        assertThat(count("omne.embedding.characters")).isEqualTo(210);
    }

    private double count(String name) {
        return registry.get(name)
                .tags("provider", "one", "model", "a-model")
                .counter()
                .count();
    }
}
