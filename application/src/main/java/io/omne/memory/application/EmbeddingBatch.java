package io.omne.memory.application;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.ModelInUse;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.EmbeddingQueue.Lane;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.commandhandling.gateway.CommandGateway;
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
    public int embed(int limit, int longest) {
        return embed(Lane.FRESH, limit, longest);
    }

    @Override
    public int embedRetried() {
        return embedAlone(retried, Lane.RETRIED, MOST_RETRIED);
    }

    @Override
    public int embedLost() {
        return embedAlone(lost, Lane.LOST, 1);
    }

    /// For one caller at a time: what another is at is not added to.
    private int embedAlone(ReentrantLock turn, Lane lane, int limit) {
        if (!turn.tryLock()) {
            return 0;
        }
        try {
            return embed(lane, limit, ClaimEmbeddings.ANY_LENGTH);
        } finally {
            turn.unlock();
        }
    }

    private int embed(Lane lane, int limit, int longest) {
        ModelSpec spec = model.spec();
        if (!goesOn() || !embedder.isAnswering(spec)) {
            return 0;
        }
        int most = Math.min(limit, embedder.mostTexts(spec));
        Claims claims = claim(new ClaimEmbeddings(lane, most, longest));
        leases.hold(claims.all(), null);
        try {
            embed(claims, lane);
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
