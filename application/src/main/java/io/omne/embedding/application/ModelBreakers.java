package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// A breaker for each model: what a provider has against one that is to be used next is no reason to leave alone
/// the one that is in use.
@Component
class ModelBreakers {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Map<ModelSpec, ModelBreaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    ModelBreakers(Clock clock) {
        this.clock = clock;
    }

    Duration firstPause() {
        return FIRST_PAUSE;
    }

    ModelBreaker of(ModelSpec spec) {
        return breakers.computeIfAbsent(spec, it -> new ModelBreaker(it, clock, firstPause(), LONGEST_PAUSE));
    }
}
