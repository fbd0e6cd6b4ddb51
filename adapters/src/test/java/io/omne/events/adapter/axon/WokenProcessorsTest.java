package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WokenProcessorsTest {

    private final WokenProcessors processors = new WokenProcessors();

    @Test
    void areAwakeForAWhile() {
        assertThat(processors.isAwake("words")).isFalse();
        Eventually.holds(Duration.ofSeconds(10), () -> {
            processors.wake("words");
            return processors.isAwake("words");
        });
        assertThat(processors.isAwake("list")).isFalse();
        Eventually.holds(Duration.ofSeconds(10), () -> !processors.isAwake("words"));
    }
}
