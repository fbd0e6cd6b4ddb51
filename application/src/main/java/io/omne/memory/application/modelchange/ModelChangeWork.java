package io.omne.memory.application.modelchange;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.IndexedModels;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.application.embedding.BackgroundWork;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claims;
import io.omne.memory.application.embedding.EmbedOutdated;
import io.omne.memory.application.embedding.EmbeddingAttempt;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.application.embedding.EmbeddingSettings;
import io.omne.memory.application.embedding.FinishEmbeddings.Result;
import io.omne.memory.application.embedding.Leases;
import io.omne.memory.application.embedding.LostTextMutex;
import io.omne.memory.application.embedding.PendingEmbeddings;
import java.time.Duration;
import java.util.List;
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

    /// Longer than anybody reads vectors of a model that was just replaced.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ModelChangeWork.class);

    private final CommandGateway commands;
    private final ModelBacklog backlog;
    private final IndexedModels models;
    private final Embedder embedder;
    private final Leases leases;
    private final LostTextMutex lost;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;
    private volatile long dropNanos = System.nanoTime();
    private volatile long outdatedNanos = System.nanoTime();

    ModelChangeWork(
            CommandGateway commands,
            ModelBacklog backlog,
            IndexedModels models,
            Embedder embedder,
            Leases leases,
            LostTextMutex lost,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.commands = commands;
        this.backlog = backlog;
        this.models = models;
        this.embedder = embedder;
        this.leases = leases;
        this.lost = lost;
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
        if (!embedder.isAnswering(task.next())) {
            return false;
        }
        List<Claim> claims = claim(task.next(), Lane.FRESH, settings.batch());
        if (claims.isEmpty()) {
            boolean serves = commands.sendAndWait(new BacklogStep.Serve(task.next()));
            if (serves) {
                outdatedNanos = System.nanoTime();
                log.info(
                        "{} has taken its place as embedding model",
                        task.next().spec().model());
            }
            return false;
        }
        return embed(task.next(), claims, goesOn, EmbeddingAttempt::embed);
    }

    private boolean doSuspects(ModelBacklog.Task task, Lane lane, BooleanSupplier goesOn) {
        if (!task.isListed() || !embedder.isAnswering(task.next())) {
            return false;
        }
        return lane == Lane.LOST
                ? lost.tryRun(() -> doAlone(task.next(), lane, 1, goesOn), false)
                : doAlone(task.next(), lane, PendingEmbeddings.MOST_RETRIED, goesOn);
    }

    private boolean doAlone(IndexedModel next, Lane lane, int limit, BooleanSupplier goesOn) {
        List<Claim> claims = claim(next, lane, limit);
        return !claims.isEmpty() && embed(next, claims, goesOn, EmbeddingAttempt::embedAlone);
    }

    private List<Claim> claim(IndexedModel next, Lane lane, int limit) {
        int most = Math.min(limit, embedder.mostTexts(next));
        Claims claims = Uninterruptibles.await(() -> commands.send(new BacklogStep.Claim(next, lane, most)));
        return claims.all();
    }

    /// @return whether it came to all of it
    private boolean embed(IndexedModel next, List<Claim> claims, BooleanSupplier goesOn, Way way) {
        leases.hold(claims, next);
        try {
            return way.embed(new EmbeddingAttempt(embedder, results -> finish(next, results), goesOn), next, claims);
        } finally {
            leases.giveBack(claims);
        }
    }

    private interface Way {
        boolean embed(EmbeddingAttempt attempt, IndexedModel next, List<Claim> claims);
    }

    private void finish(IndexedModel next, List<Result> results) {
        Uninterruptibles.await(() -> commands.send(new BacklogStep.Finish(next, results)));
        leases.letGo(results.stream().map(Result::claim).toList());
    }

    private void dropUnused() {
        if (System.nanoTime() - dropNanos >= 0) {
            dropNanos = System.nanoTime() + UNUSED.toNanos();
            models.dropUnused(clock.now().minus(UNUSED));
        }
    }
}
