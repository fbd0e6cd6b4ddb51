package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.UnusableModel;
import io.omne.validation.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Makes the model of the settings the serving model of a new database. In any other database the serving model
/// stays, because vectors of two models cannot be compared; a warning is logged if the settings name another one.
/// Loads the serving model before the web server starts.
@Component
class InitialModel implements SmartLifecycle {

    /// The phase of the web server is 2048 below the default.
    private static final int BEFORE_THE_WEB_SERVER = DEFAULT_PHASE - 4096;

    private static final Logger log = LoggerFactory.getLogger(InitialModel.class);

    private final ModelSpec chosen;
    private final ModelSpec serving;
    private final ModelRegistry registry;
    private final ModelPreloader preloader;
    private volatile boolean running;

    InitialModel(ModelSpec chosen, ModelPreloader preloader, IndexedModels models, ModelRegistry registry) {
        this.chosen = chosen;
        this.serving = models.startWith(chosen).serving().spec();
        this.registry = registry;
        this.preloader = preloader;
    }

    /// Opens the serving model, so that a server which cannot embed does not start.
    @Override
    public void start() {
        if (!serving.equals(chosen)) {
            log.warn(
                    "EMBEDDING_PROVIDER and EMBEDDING_MODEL_NAME name {}, and the vectors here are of {}, which goes on"
                            + " being used: './omne model set' changes the model.",
                    chosen.model(),
                    serving.model());
            preloader.close();
            registry.discard(chosen);
        }
        try {
            registry.open(serving);
        } catch (UnusableModel e) {
            throw new CannotStart("The vectors here are of " + serving.model() + ": " + e.sentence() + ".");
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return BEFORE_THE_WEB_SERVER;
    }
}
