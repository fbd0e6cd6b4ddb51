package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.BatchEmbedder;
import io.omne.embedding.api.BatchEmbedder.Batch;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.ModelsInUse;
import io.omne.events.api.Uninterruptibles;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Claims and embeds batches of due memories, for workers of the saga and for sweeps. A claim that is given back
/// does not count as an attempt.
@Component
class EmbeddingBatch implements PendingEmbeddings, SmartLifecycle {

    private final ReentrantLock retried = new ReentrantLock();
    private final CommandGateway commands;
    private final BatchEmbedder batches;
    private final MemoryTexts texts;
    private final ModelsInUse models;
    private volatile boolean running;

    EmbeddingBatch(CommandGateway commands, BatchEmbedder batches, MemoryTexts texts, ModelsInUse models) {
        this.commands = commands;
        this.batches = batches;
        this.texts = texts;
        this.models = models;
    }

    @Override
    public void start() {
        running = true;
    }

    /// Calls in progress notice this and end early.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int embed(int limit, TextLength length, @Nullable Instant dueBy) {
        return embed(new ClaimEmbeddings(Lane.FRESH, limit, length, dueBy));
    }

    @Override
    public int embedRetried(@Nullable Instant dueBy) {
        if (!retried.tryLock()) {
            return 0;
        }
        try {
            return embed(new ClaimEmbeddings(Lane.RETRIED, MOST_RETRIED, TextLength.ANY, dueBy));
        } finally {
            retried.unlock();
        }
    }

    @Override
    public int embedLost(@Nullable Instant dueBy) {
        return embed(new ClaimEmbeddings(Lane.LOST, 1, TextLength.ANY, dueBy));
    }

    private int embed(ClaimEmbeddings command) {
        IndexedModel serving = models.current().serving();
        return goesOn()
                ? batches.embed(
                                texts,
                                new Batch(
                                        serving,
                                        command.lane(),
                                        command.limit(),
                                        most -> claim(command.limitedTo(most))),
                                this::goesOn)
                        .claimed()
                : 0;
    }

    private Claims claim(ClaimEmbeddings command) {
        return Uninterruptibles.await(() -> commands.send(command));
    }

    private boolean goesOn() {
        return running && !Thread.currentThread().isInterrupted();
    }
}
