package io.omne.memory.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.IndexedModels.Kept;
import io.omne.embedding.api.ModelCatalogue;
import io.omne.embedding.api.ProviderState;
import io.omne.memory.application.modelchange.ControlModelChange.Cancel;
import io.omne.memory.application.modelchange.ControlModelChange.Limit;
import io.omne.memory.application.modelchange.ControlModelChange.Pause;
import io.omne.memory.application.modelchange.ControlModelChange.Resume;
import io.omne.memory.application.modelchange.RefusedTexts.RefusedText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What administrators do about the model.
@Component
class ModelChangeCommands {

    private final IndexedModels models;
    private final ModelBacklog backlog;
    private final ModelCatalogue catalogue;
    private final ProviderState providers;

    ModelChangeCommands(IndexedModels models, ModelBacklog backlog, ModelCatalogue catalogue, ProviderState providers) {
        this.models = models;
        this.backlog = backlog;
        this.catalogue = catalogue;
        this.providers = providers;
    }

    @QueryHandler
    CompletableFuture<@Nullable ModelState> handle(FindModel query) {
        return Mono.fromCallable(this::state)
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    /// No transaction is open meanwhile, for the provider, or the loading of a local model, may take its time.
    @QueryHandler
    CompletableFuture<@Nullable ModelSpec> handle(CheckModel query) {
        return Mono.fromCallable(() -> tried(query))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private ModelSpec tried(CheckModel query) {
        ModelSpec spec = catalogue.find(query.provider(), query.model(), query.dimension());
        checkChange(models.current(), spec);
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
        List<RefusedText> found = backlog.refused(query.after(), query.perPage() + 1);
        List<RefusedText> data = found.subList(0, Math.min(found.size(), query.perPage()));
        return new RefusedTexts(
                data, data.size() < found.size() ? data.getLast().memory() : null);
    }

    @CommandHandler
    ModelState handle(ChangeModel command) {
        checkChange(models.holdAlone(), command.model());
        backlog.begin(models.begin(command.model()), command.perSecond());
        return state();
    }

    private static void checkChange(Kept kept, ModelSpec spec) {
        if (kept.next() != null) {
            throw new ModelChangeConflict("A change to %s is under way: follow it, or cancel it first."
                    .formatted(kept.next().spec().model()));
        }
        if (kept.serving().spec().equals(spec)) {
            throw new ModelChangeConflict("That model is used already.");
        }
    }

    @CommandHandler
    ModelState handle(Pause command) {
        backlog.pause(next(models.hold()), true);
        return state();
    }

    @CommandHandler
    ModelState handle(Resume command) {
        IndexedModel next = next(models.hold());
        backlog.retry(next); // first, as whoever finishes a batch takes them
        backlog.pause(next, false);
        return state();
    }

    @CommandHandler
    ModelState handle(Limit command) {
        backlog.limit(next(models.hold()), command.perSecond());
        return state();
    }

    @CommandHandler
    ModelState handle(Cancel command) {
        IndexedModel next = next(models.holdAlone());
        models.abandon(next);
        backlog.end(next);
        return state();
    }

    private static IndexedModel next(Kept kept) {
        if (kept.next() == null) {
            throw new ModelChangeConflict("No change of the model is under way.");
        }
        return kept.next();
    }

    private ModelState state() {
        ModelChange change = backlog.change().orElse(null);
        return new ModelState(
                models.current().serving().spec(),
                change,
                change == null ? null : providers.pause(change.next()).orElse(null));
    }
}
