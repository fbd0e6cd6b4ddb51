package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Opens the model of the settings on a thread of its own, while the rest of the server starts. A local model takes
/// about a second. A caller that asks the {@link ModelRegistry} for the model meanwhile waits for that thread.
@Component
class ModelPreloader implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Logger log = LoggerFactory.getLogger(ModelPreloader.class);

    private final Thread thread;

    ModelPreloader(ModelSpec chosen, ModelRegistry registry) {
        thread = Thread.ofPlatform().daemon().name("model-preloader").start(() -> open(chosen, registry));
    }

    /// A failure occurs again when the model is needed, and is reported there.
    private static void open(ModelSpec chosen, ModelRegistry registry) {
        try {
            registry.open(chosen);
        } catch (RuntimeException | Error e) {
            log.debug("the model {} is not preloaded", chosen.model(), e);
        }
    }

    /// Waits for the thread that opens the model, so that the registry can close the model.
    @Override
    public void close() {
        try {
            if (!thread.join(LONGEST)) {
                log.debug("the model is still being opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
