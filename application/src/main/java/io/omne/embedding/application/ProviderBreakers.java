package io.omne.embedding.application;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// A breaker for each provider.
@Component
class ProviderBreakers {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Map<String, ProviderBreaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    ProviderBreakers(Clock clock) {
        this.clock = clock;
    }

    Duration firstPause() {
        return FIRST_PAUSE;
    }

    ProviderBreaker of(String provider) {
        return breakers.computeIfAbsent(
                provider, name -> new ProviderBreaker(name, clock, firstPause(), LONGEST_PAUSE));
    }
}
