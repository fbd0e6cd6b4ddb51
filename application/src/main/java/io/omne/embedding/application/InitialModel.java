package io.omne.embedding.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.UnusableModel;
import io.omne.validation.CannotStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Begins an index with the model that the settings name. Later the index says which model is used: settings
/// that name another change nothing, for vectors of two models cannot be compared.
@Component
class InitialModel {

    private static final Logger log = LoggerFactory.getLogger(InitialModel.class);

    /// Opens the model that readers use, so that a server that could not embed does not start.
    InitialModel(ModelSpec chosen, IndexedModels models, ModelRegistry registry) {
        ModelSpec serving = models.startWith(chosen).serving().spec();
        if (!serving.equals(chosen)) {
            log.warn(
                    "EMBEDDING_PROVIDER and EMBEDDING_MODEL_NAME name {}, and the vectors here are of {}, which goes on"
                            + " being used: './omne model set' changes the model.",
                    chosen.model(),
                    serving.model());
        }
        try {
            registry.open(serving);
        } catch (UnusableModel e) {
            throw new CannotStart("The vectors here are of " + serving.model() + ": " + e.sentence() + ".");
        }
    }
}
