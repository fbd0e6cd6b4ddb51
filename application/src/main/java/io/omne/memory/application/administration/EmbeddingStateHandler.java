package io.omne.memory.application.administration;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the query for the state of the embedding.
@Component
class EmbeddingStateHandler {

    private final EmbeddingStatistics statistics;
    private final ModelsInUse models;
    private final ProviderState providers;

    EmbeddingStateHandler(EmbeddingStatistics statistics, ModelsInUse models, ProviderState providers) {
        this.statistics = statistics;
        this.models = models;
        this.providers = providers;
    }

    @QueryHandler
    CompletableFuture<@Nullable EmbeddingState> handle(FindEmbeddingState query) {
        return Mono.fromCallable(() -> state(query.failures()))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private EmbeddingState state(int failures) {
        IndexedModel serving = models.current().serving();
        return new EmbeddingState(
                serving.spec(),
                statistics.backlog(),
                statistics.pace(),
                providers.pause(serving).orElse(null),
                statistics.lastFailures(failures));
    }
}
