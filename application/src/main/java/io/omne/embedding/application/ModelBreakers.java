package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.ProviderState;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// A breaker for each indexed model: what a provider has against one that is to be used next is no reason to leave
/// alone the one that is in use, and what it had against a model in an earlier change is tried again.
@Component
class ModelBreakers implements ProviderState {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// More than are in use at the same time, which are two.
    private static final int MOST = 8;

    private final Map<IndexedModel, ModelBreaker> breakers = Collections.synchronizedMap(new LatestUsed());
    private final Clock clock;

    ModelBreakers(Clock clock) {
        this.clock = clock;
    }

    private static final class LatestUsed extends LinkedHashMap<IndexedModel, ModelBreaker> {

        private static final long serialVersionUID = 1L;

        LatestUsed() {
            super(MOST, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<IndexedModel, ModelBreaker> eldest) {
            return size() > MOST;
        }
    }

    Duration firstPause() {
        return FIRST_PAUSE;
    }

    Duration longestPause() {
        return LONGEST_PAUSE;
    }

    ModelBreaker of(IndexedModel model) {
        return breakers.computeIfAbsent(model, it -> new ModelBreaker(it.spec(), clock, firstPause(), longestPause()));
    }

    @Override
    public Optional<Pause> pause(IndexedModel model) {
        return Optional.ofNullable(breakers.get(model)).map(ModelBreaker::pause);
    }
}
