package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.ModelInUse;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import io.omne.memory.application.ClaimEmbeddings.Claims;
import io.omne.memory.application.FinishEmbeddings.Result;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Due memories from their claim to their result, by a worker of the saga or by a sweep: in groups, each of
/// which is finished as soon as it is embedded. What is given back costs no attempt.
@Component
class EmbeddingBatch implements PendingEmbeddings, SmartLifecycle {

    private final CommandGateway commands;
    private final Embedder embedder;
    private final ModelInUse model;
    private final EmbeddingAttempt attempt;
    private final Leases leases;
    private volatile boolean running;

    EmbeddingBatch(CommandGateway commands, Embedder embedder, ModelInUse model, Leases leases) {
        this.commands = commands;
        this.embedder = embedder;
        this.model = model;
        this.attempt = new EmbeddingAttempt(embedder);
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
        if (!goesOn() || !embedder.isAnswering(model.spec())) {
            return 0;
        }
        Claims claims = commands.sendAndWait(new ClaimEmbeddings(limit, texts, dueBy));
        leases.hold(claims.all());
        try {
            boolean goesOn = true;
            for (List<Claim> group : EmbeddingAttempt.groups(claims.all())) {
                goesOn = goesOn && goesOn() && embed(claims.model(), group);
            }
            giveBack(leases.stillHeld(claims.all()));
        } finally {
            leases.letGo(claims.all());
        }
        return claims.all().size();
    }

    private boolean goesOn() {
        return running && !Thread.currentThread().isInterrupted();
    }

    /// @return whether the provider is there for the next group
    private boolean embed(IndexedModel with, List<Claim> group) {
        EmbeddingAttempt.Outcome outcome = attempt.embed(with, group);
        if (!outcome.results().isEmpty()) {
            send(new FinishEmbeddings(with, outcome.results()));
            Set<MemoryKey> finished =
                    outcome.results().stream().map(Result::key).collect(Collectors.toSet());
            leases.letGo(group.stream()
                    .filter(claim -> finished.contains(claim.key()))
                    .toList());
        }
        return !outcome.isUnavailable();
    }

    private void giveBack(List<Claim> rest) {
        if (!rest.isEmpty()) {
            send(new ReturnClaims(rest.stream().map(Claim::key).collect(Collectors.toSet())));
        }
    }

    /// An interruption ends the batch, not what was done of it.
    private void send(Object command) {
        boolean interrupted = Thread.interrupted();
        try {
            commands.sendAndWait(command);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
