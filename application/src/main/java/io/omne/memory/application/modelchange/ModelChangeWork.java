package io.omne.memory.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.BackgroundWork;
import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.BatchEmbedder.Batch;
import io.omne.embedding.api.BatchEmbedder.Outcome;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.Lane;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.application.embedding.EmbedOutdated;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A worker's share of a change of the model: lists memories, embeds some of them with the next model, and lets
/// readers use that one when all are done. All of it can be interrupted anywhere and be gone on with by anybody.
@Component
class ModelChangeWork implements BackgroundWork {

    private static final int LISTED_AT_ONCE = 1_000;
    private static final int OUTDATED_AT_ONCE = 100;

    /// How many of those that failed before are embedded at the same time, each alone.
    private static final int MOST_RETRIED = 8;

    /// Longer than anybody reads vectors of a model that was just replaced.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ModelChangeWork.class);

    private final CommandGateway commands;
    private final ModelBacklog backlog;
    private final IndexedModels models;
    private final BatchEmbedder batches;
    private final BacklogTexts texts;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;
    private volatile long dropNanos = System.nanoTime();
    private volatile long outdatedNanos = System.nanoTime();

    ModelChangeWork(
            CommandGateway commands,
            ModelBacklog backlog,
            IndexedModels models,
            BatchEmbedder batches,
            BacklogTexts texts,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.commands = commands;
        this.backlog = backlog;
        this.models = models;
        this.batches = batches;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean doSome(Lane lane, BooleanSupplier goesOn) {
        if (lane == Lane.FRESH) {
            dropUnused();
            if (lookedForOutdated()) {
                return true;
            }
        }
        return backlog.task()
                .map(task -> lane == Lane.FRESH ? doSome(task, goesOn) : doSuspects(task, lane, goesOn))
                .orElseGet(() ->
                        lane == Lane.FRESH && commands.<Integer>sendAndWait(new ForgetBacklog(LISTED_AT_ONCE)) > 0);
    }

    /// Now and then, and soon after this instance has let readers use another model.
    ///
    /// @return whether there were any
    private boolean lookedForOutdated() {
        if (System.nanoTime() - outdatedNanos < 0) {
            return false;
        }
        boolean found = commands.<Integer>sendAndWait(new EmbedOutdated(OUTDATED_AT_ONCE)) > 0;
        if (!found) {
            outdatedNanos = System.nanoTime() + UNUSED.toNanos();
        }
        return found;
    }

    private boolean doSome(ModelBacklog.Task task, BooleanSupplier goesOn) {
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
            outdatedNanos = System.nanoTime();
            log.info("{} has taken its place as embedding model", next.spec().model());
        }
    }

    private boolean doSuspects(ModelBacklog.Task task, Lane lane, BooleanSupplier goesOn) {
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

    private void dropUnused() {
        if (System.nanoTime() - dropNanos >= 0) {
            dropNanos = System.nanoTime() + UNUSED.toNanos();
            models.dropUnused(clock.now().minus(UNUSED));
        }
    }
}
