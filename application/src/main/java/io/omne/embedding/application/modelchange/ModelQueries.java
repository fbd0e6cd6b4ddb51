package io.omne.embedding.application.modelchange;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.embedding.application.modelchange.RefusedTexts.RefusedText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the queries of administrators about the model.
@Component
class ModelQueries {

    private final IndexedModels models;
    private final ModelStates states;
    private final BacklogFailures failures;
    private final ModelCatalogue catalogue;

    ModelQueries(IndexedModels models, ModelStates states, BacklogFailures failures, ModelCatalogue catalogue) {
        this.models = models;
        this.states = states;
        this.failures = failures;
        this.catalogue = catalogue;
    }

    @QueryHandler
    CompletableFuture<@Nullable ModelState> handle(FindModel query) {
        return Mono.fromCallable(states::now)
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    /// Runs without a transaction, because the provider or the loading of a local model may take long.
    @QueryHandler
    CompletableFuture<@Nullable ModelSpec> handle(CheckModel query) {
        return Mono.fromCallable(() -> tried(query))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private ModelSpec tried(CheckModel query) {
        ModelSpec spec = catalogue.find(query.provider(), query.model(), query.dimension());
        ModelChangeCommands.checkChange(models.current(), spec);
        if (query.embeds()) {
            catalogue.tryOut(spec);
        }
        return spec;
    }

    @QueryHandler
    CompletableFuture<@Nullable RefusedTexts> handle(FindRefusedTexts query) {
        return Mono.fromCallable(() -> refused(query))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private RefusedTexts refused(FindRefusedTexts query) {
        List<RefusedText> found = failures.refused(query.after(), query.perPage() + 1);
        List<RefusedText> data = found.subList(0, Math.min(found.size(), query.perPage()));
        return new RefusedTexts(
                data, data.size() < found.size() ? Position.of(data.getLast().text()) : null);
    }
}
