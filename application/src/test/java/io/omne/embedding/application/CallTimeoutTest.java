package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallTimeoutTest {

    private static final Duration PROMPT = Duration.ofMillis(100);

    @Test
    void isAFewSecondsForAGroup() {
        assertThat(CallTimeout.ofSharedCall(Duration.ZERO, 8_000)).isEqualTo(Duration.ofSeconds(3));
        assertThat(CallTimeout.ofSharedCall(PROMPT, 1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void growsWithTheTexts() {
        assertThat(CallTimeout.ofSharedCall(PROMPT, 50_000)).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void growsWithTheTimeThatTheProviderTakesForOthers() {
        assertThat(CallTimeout.ofSharedCall(Duration.ofSeconds(5), 8_000)).isEqualTo(Duration.ofSeconds(20));
        assertThat(CallTimeout.ofSharedCall(Duration.ofMinutes(9), 8_000)).isEqualTo(CallTimeout.LONGEST);
    }
}
