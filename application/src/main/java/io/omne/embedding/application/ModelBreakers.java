package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.ProviderState;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// A breaker for each indexed model: what a provider has against one that is to be used next is no reason to leave
/// alone the one that is in use, and what it had against a model in an earlier change is tried again.
@Component
class ModelBreakers implements ProviderState {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Map<IndexedModel, ModelBreaker> breakers = new ConcurrentHashMap<>();
    private final Clock clock;

    ModelBreakers(Clock clock) {
        this.clock = clock;
    }

    Duration firstPause() {
        return FIRST_PAUSE;
    }

    ModelBreaker of(IndexedModel model) {
        return breakers.computeIfAbsent(model, it -> new ModelBreaker(it.spec(), clock, firstPause(), LONGEST_PAUSE));
    }

    @Override
    public Optional<Pause> pause(IndexedModel model) {
        return Optional.ofNullable(breakers.get(model)).map(ModelBreaker::pause);
    }
}
