package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.BackgroundWork;
import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.BatchEmbedder.Batch;
import io.omne.embedding.api.BatchEmbedder.Outcome;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.Lane;
import io.omne.events.api.Uninterruptibles;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Does a worker's share of a change of the model: lists texts, embeds some of them with the next model, and makes
/// it the serving model when all texts are done. Every step can be interrupted, and any worker can continue it.
@Component
class ModelChangeWork implements BackgroundWork {

    private static final int LISTED_AT_ONCE = 1_000;

    /// How many texts that failed before are embedded at the same time, each alone.
    private static final int MOST_RETRIED = 8;

    private static final Logger log = LoggerFactory.getLogger(ModelChangeWork.class);

    private final CommandGateway commands;
    private final ModelChanges changes;
    private final BatchEmbedder batches;
    private final BacklogTexts texts;
    private final EmbeddingSettings settings;
    private final ModelUpkeep upkeep;

    ModelChangeWork(
            CommandGateway commands,
            ModelChanges changes,
            BatchEmbedder batches,
            BacklogTexts texts,
            EmbeddingSettings settings,
            ModelUpkeep upkeep) {
        this.commands = commands;
        this.changes = changes;
        this.batches = batches;
        this.texts = texts;
        this.settings = settings;
        this.upkeep = upkeep;
    }

    @Override
    public boolean doSome(Lane lane, BooleanSupplier goesOn) {
        if (lane == Lane.FRESH && upkeep.doSome()) {
            return true;
        }
        return changes.task()
                .map(task -> lane == Lane.FRESH ? doSome(task, goesOn) : doSuspects(task, lane, goesOn))
                .orElseGet(() ->
                        lane == Lane.FRESH && commands.<Integer>sendAndWait(new ForgetBacklog(LISTED_AT_ONCE)) > 0);
    }

    private boolean doSome(ModelChanges.Task task, BooleanSupplier goesOn) {
        if (!task.isListed()) {
            commands.sendAndWait(new BacklogStep.ListMore(task.next(), LISTED_AT_ONCE));
            return true;
        }
        Outcome outcome = embed(task.next(), Lane.FRESH, settings.batch(), goesOn);
        if (outcome.foundNone()) {
            serve(task.next());
        }
        return didAll(outcome);
    }

    private void serve(IndexedModel next) {
        boolean serves = commands.sendAndWait(new BacklogStep.Serve(next));
        if (serves) {
            upkeep.hasServed();
            log.info("{} has taken its place as embedding model", next.spec().model());
        }
    }

    private boolean doSuspects(ModelChanges.Task task, Lane lane, BooleanSupplier goesOn) {
        int limit = lane == Lane.LOST ? 1 : MOST_RETRIED;
        return task.isListed() && didAll(embed(task.next(), lane, limit, goesOn));
    }

    private Outcome embed(IndexedModel next, Lane lane, int limit, BooleanSupplier goesOn) {
        return batches.embed(texts, new Batch(next, lane, limit, most -> claim(next, lane, most)), goesOn);
    }

    private Claims claim(IndexedModel next, Lane lane, int limit) {
        return Uninterruptibles.await(() -> commands.send(new BacklogStep.Claim(next, lane, limit)));
    }

    private static boolean didAll(Outcome outcome) {
        return outcome.complete() && !outcome.foundNone();
    }
}
