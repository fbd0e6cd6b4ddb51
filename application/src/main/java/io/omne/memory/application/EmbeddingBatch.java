package io.omne.memory.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.ModelInUse;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.EmbeddingQueue.Lane;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Due memories from their claim to their result, by a worker of the saga or by a sweep: each is finished as soon as it
/// is embedded. What is given back costs no attempt.
@Component
class EmbeddingBatch implements PendingEmbeddings, SmartLifecycle {

    private static final Duration LONGEST_CLAIM = Duration.ofMinutes(1);

    private final ReentrantLock retried = new ReentrantLock();
    private final ReentrantLock lost = new ReentrantLock();
    private final CommandGateway commands;
    private final Embedder embedder;
    private final ModelInUse model;
    private final Leases leases;
    private volatile boolean running;

    EmbeddingBatch(CommandGateway commands, Embedder embedder, ModelInUse model, Leases leases) {
        this.commands = commands;
        this.embedder = embedder;
        this.model = model;
        this.leases = leases;
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
        return embedAlone(retried, new ClaimEmbeddings(Lane.RETRIED, MOST_RETRIED, TextLength.ANY, dueBy));
    }

    @Override
    public int embedLost(@Nullable Instant dueBy) {
        return embedAlone(lost, new ClaimEmbeddings(Lane.LOST, 1, TextLength.ANY, dueBy));
    }

    /// For one caller at a time: what another is at is not added to.
    private int embedAlone(ReentrantLock turn, ClaimEmbeddings command) {
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            return embed(command);
        } finally {
            turn.unlock();
        }
    }

    private int embed(ClaimEmbeddings command) {
        ModelSpec spec = model.spec();
        if (!goesOn() || !embedder.isAnswering(spec)) {
            return 0;
        }
        Claims claims = claim(command.limitedTo(embedder.mostTexts(spec)));
        leases.hold(claims.all(), null);
        try {
            embed(claims, command.lane());
        } finally {
            leases.giveBack(claims.all());
        }
        return claims.all().size();
    }

    /// An interruption does not keep it from learning what it has claimed.
    private Claims claim(ClaimEmbeddings command) {
        return commands.<Claims>send(command)
                .orTimeout(LONGEST_CLAIM.toSeconds(), TimeUnit.SECONDS)
                .join();
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
        boolean interrupted = Thread.interrupted();
        try {
            commands.sendAndWait(new FinishEmbeddings(claims.model(), results));
            leases.letGo(results.stream().map(Result::claim).toList());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
