package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.ModelInUse;
import io.omne.embedding.api.ProviderState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// The model that readers use, as it was looked up within the last second, or longer ago where the database is
/// away.
@Component
class ServingModel implements ModelInUse, ProviderState {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ServingModel.class);

    private final IndexedModels models;
    private final ModelBreakers breakers;
    private volatile @Nullable Seen seen;

    ServingModel(IndexedModels models, ModelBreakers breakers) {
        this.models = models;
        this.breakers = breakers;
    }

    private record Seen(ModelSpec spec, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    @Override
    public ModelSpec spec() {
        Seen last = seen;
        if (last != null && last.isFresh()) {
            return last.spec();
        }
        try {
            ModelSpec spec = models.current().serving().spec();
            seen = new Seen(spec, System.nanoTime());
            return spec;
        } catch (RuntimeException e) {
            if (last == null) {
                throw e;
            }
            log.debug("the model in use cannot be looked up", e);
            seen = new Seen(last.spec(), System.nanoTime());
            return last.spec();
        }
    }

    @Override
    public Optional<Pause> pause() {
        return Optional.ofNullable(breakers.of(spec()).pause());
    }
}
