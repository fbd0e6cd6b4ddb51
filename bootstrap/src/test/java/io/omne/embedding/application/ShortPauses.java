package io.omne.embedding.application;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// For a server that asks again within seconds whether a provider is back, however long it was away. A test that
/// names it among the server's configurations has it; no other server finds it.
public final class ShortPauses {

    @Bean
    @Primary
    ModelBreakers impatientBreakers(Clock clock) {
        return new ModelBreakers(clock) {
            @Override
            Duration longestPause() {
                return Duration.ofSeconds(3);
            }
        };
    }
}
