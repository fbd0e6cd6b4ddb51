package io.omne.embedding.application.modelchange;

import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.ProviderState;
import org.springframework.stereotype.Component;

/// Composes the state of the model and its change. Blocks, and takes part in the current transaction.
@Component
class ModelStates {

    private final IndexedModels models;
    private final ModelChanges changes;
    private final ProviderState providers;

    ModelStates(IndexedModels models, ModelChanges changes, ProviderState providers) {
        this.models = models;
        this.changes = changes;
        this.providers = providers;
    }

    ModelState now() {
        ModelChange change = changes.find().orElse(null);
        return new ModelState(
                models.current().serving().spec(),
                change,
                change == null ? null : providers.pause(change.next()).orElse(null));
    }
}
