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

/// Keeps a breaker for each indexed model. So failures of the next model do not pause the serving one, and failures
/// of a model in an earlier change do not pause a new change to it.
@Component
class ModelBreakers implements ProviderState {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// More models than the two that can be in use at the same time.
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
