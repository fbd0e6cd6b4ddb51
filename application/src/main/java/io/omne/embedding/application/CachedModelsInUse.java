package io.omne.embedding.application;

import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ModelsInUse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Caches the models in use for a second, or longer while the database is unavailable.
@Component
class CachedModelsInUse implements ModelsInUse {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(CachedModelsInUse.class);

    private final IndexedModels models;
    private volatile @Nullable Seen seen;

    CachedModelsInUse(IndexedModels models) {
        this.models = models;
    }

    private record Seen(Snapshot kept, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    @Override
    public Snapshot current() {
        Seen last = seen;
        if (last != null && last.isFresh()) {
            return last.kept();
        }
        try {
            Snapshot kept = models.current();
            seen = new Seen(kept, System.nanoTime());
            return kept;
        } catch (RuntimeException e) {
            if (last == null) {
                throw e;
            }
            log.debug("the models in use cannot be looked up", e);
            seen = new Seen(last.kept(), System.nanoTime());
            return last.kept();
        }
    }
}
