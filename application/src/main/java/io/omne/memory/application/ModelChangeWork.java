package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.IndexedModels;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A worker's share of a change of the model: lists memories, embeds some of them with the next model, and lets
/// readers use that one when all are done. All of it can be interrupted anywhere and be gone on with by anybody.
@Component
class ModelChangeWork implements BackgroundWork {

    private static final int LISTED_AT_ONCE = 1_000;

    /// Longer than anybody reads vectors of a model that was just replaced.
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ModelChangeWork.class);

    private final CommandGateway commands;
    private final ModelBacklog backlog;
    private final IndexedModels models;
    private final Embedder embedder;
    private final EmbeddingAttempt attempt;
    private final EmbeddingSettings settings;
    private final DatabaseClock clock;
    private volatile long dropNanos = System.nanoTime();

    ModelChangeWork(
            CommandGateway commands,
            ModelBacklog backlog,
            IndexedModels models,
            Embedder embedder,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.commands = commands;
        this.backlog = backlog;
        this.models = models;
        this.embedder = embedder;
        this.attempt = new EmbeddingAttempt(embedder);
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean doSome(BooleanSupplier goesOn) {
        dropUnused();
        return backlog.task()
                .map(task -> doSome(task, goesOn))
                .orElseGet(() -> commands.<Integer>sendAndWait(new ForgetBacklog(LISTED_AT_ONCE)) > 0);
    }

    private boolean doSome(ModelBacklog.Task task, BooleanSupplier goesOn) {
        if (!task.isListed()) {
            commands.sendAndWait(new BacklogStep.ListMore(task.next(), LISTED_AT_ONCE));
            return true;
        }
        if (!embedder.isAnswering(task.next().spec())) {
            return false;
        }
        Claims claims = commands.sendAndWait(new BacklogStep.Claim(task.next(), settings.batch()));
        if (claims.all().isEmpty()) {
            boolean serves = commands.sendAndWait(new BacklogStep.Serve(task.next()));
            if (serves) {
                log.info(
                        "{} has taken its place as embedding model",
                        task.next().spec().model());
            }
            return false;
        }
        return embed(task.next(), claims.all(), goesOn);
    }

    /// What it does not come to is given back, or is taken again when the claim has run out.
    ///
    /// @return whether it came to all of it
    private boolean embed(IndexedModel next, List<Claim> claims, BooleanSupplier goesOn) {
        Set<MemoryKey> rest = claims.stream().map(Claim::key).collect(Collectors.toSet());
        for (List<Claim> group : EmbeddingAttempt.groups(claims)) {
            if (!goesOn.getAsBoolean()) {
                commands.sendAndWait(new BacklogStep.GiveBack(next, Set.copyOf(rest)));
                return false;
            }
            EmbeddingAttempt.Outcome outcome = attempt.embed(next, group);
            if (!outcome.results().isEmpty()) {
                commands.sendAndWait(new BacklogStep.Finish(next, outcome.results()));
                outcome.results().forEach(result -> rest.remove(result.key()));
            }
            if (outcome.isUnavailable()) {
                commands.sendAndWait(new BacklogStep.GiveBack(next, Set.copyOf(rest)));
                return false;
            }
        }
        return true;
    }

    private void dropUnused() {
        if (System.nanoTime() - dropNanos >= 0) {
            dropNanos = System.nanoTime() + UNUSED.toNanos();
            models.dropUnused(clock.now().minus(UNUSED));
        }
    }
}
