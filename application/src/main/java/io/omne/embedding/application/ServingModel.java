package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import reactor.core.publisher.Mono;

/// The model that readers use, for those that do not block.
public interface ServingModel {

    /// Reads it now, so that a question after a change of the model is not asked of the previous one.
    Mono<IndexedModel> find();
}
