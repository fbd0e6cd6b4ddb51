package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs the pauses of a model's provider: once for each outage, and when the provider answers again.
final class PauseLog {

    private static final Logger log = LoggerFactory.getLogger(PauseLog.class);

    private final ModelSpec spec;

    PauseLog(ModelSpec spec) {
        this.spec = spec;
    }

    void begun(EmbeddingUnavailable outage) {
        switch (outage.reason()) {
            case AWAY, BUSY -> log.warn("embedding with {} pauses: {}", spec.model(), outage.getMessage());
            case UNAUTHORIZED ->
                log.error(
                        "the embedding provider {} refuses the credentials for {}, which embeds nothing until they"
                                + " are right: {}",
                        spec.provider(),
                        spec.model(),
                        outage.getMessage());
            case MISCONFIGURED ->
                log.error(
                        "the embedding provider {} cannot be used as it is set up for {}, which embeds nothing until"
                                + " its URL, model and dimension are right: {}",
                        spec.provider(),
                        spec.model(),
                        outage.getMessage());
        }
    }

    void ended() {
        log.info("the embedding provider {} answers again for {}", spec.provider(), spec.model());
    }
}
