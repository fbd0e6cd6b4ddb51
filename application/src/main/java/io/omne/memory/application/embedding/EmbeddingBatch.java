package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.ModelsInUse;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claims;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.application.embedding.FinishEmbeddings.Result;
import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Due memories from their claim to their result, by a worker of the saga or by a sweep: each is finished as soon as it
/// is embedded. What is given back costs no attempt.
@Component
class EmbeddingBatch implements PendingEmbeddings, SmartLifecycle {

    private final Mutex retried = new Mutex();
    private final CommandGateway commands;
    private final Embedder embedder;
    private final ModelsInUse models;
    private final Leases leases;
    private final LostTextMutex lost;
    private volatile boolean running;

    EmbeddingBatch(CommandGateway commands, Embedder embedder, ModelsInUse models, Leases leases, LostTextMutex lost) {
        this.commands = commands;
        this.embedder = embedder;
        this.models = models;
        this.leases = leases;
        this.lost = lost;
    }

    @Override
    public void start() {
        running = true;
    }

    /// Those who call it notice, and end.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int embed(int limit, TextLength texts, @Nullable Instant dueBy) {
        return embed(new ClaimEmbeddings(Lane.FRESH, limit, texts, dueBy));
    }

    @Override
    public int embedRetried(@Nullable Instant dueBy) {
        return retried.tryRun(() -> embed(new ClaimEmbeddings(Lane.RETRIED, MOST_RETRIED, TextLength.ANY, dueBy)), 0);
    }

    @Override
    public int embedLost(@Nullable Instant dueBy) {
        return lost.tryRun(() -> embed(new ClaimEmbeddings(Lane.LOST, 1, TextLength.ANY, dueBy)), 0);
    }

    private int embed(ClaimEmbeddings command) {
        IndexedModel serving = models.current().serving();
        if (!goesOn() || !embedder.isAnswering(serving)) {
            return 0;
        }
        Claims claims = Uninterruptibles.await(() -> commands.send(command.limitedTo(embedder.mostTexts(serving))));
        leases.hold(claims.all(), null);
        try {
            embed(claims, command.lane());
        } finally {
            leases.giveBack(claims.all());
        }
        return claims.all().size();
    }

    private void embed(Claims claims, Lane lane) {
        var attempt = new EmbeddingAttempt(embedder, results -> finish(claims, results), this::goesOn);
        if (lane == Lane.FRESH) {
            attempt.embed(claims.model(), claims.all());
        } else {
            attempt.embedAlone(claims.model(), claims.all());
        }
    }

    private boolean goesOn() {
        return running && !Thread.currentThread().isInterrupted();
    }

    /// An interruption ends the batch, not what was done of it.
    private void finish(Claims claims, List<Result> results) {
        Uninterruptibles.await(() -> commands.send(new FinishEmbeddings(claims.model(), results)));
        leases.letGo(results.stream().map(Result::claim).toList());
    }
}
