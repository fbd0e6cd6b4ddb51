package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claims;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.sweeps.RetryFailures;
import io.omne.memory.application.writing.Memories;

/// What the commands of the saga do, for tests of other parts.
public final class EmbeddingHandlers {

    private final EmbeddingCommands commands;

    public EmbeddingHandlers(
            EmbeddingQueue queue,
            Memories memories,
            VectorIndex vectors,
            IndexedModels models,
            ModelBacklog backlog,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        this.commands = new EmbeddingCommands(queue, memories, vectors, models, backlog, settings, clock);
    }

    public Claims handle(ClaimEmbeddings command) {
        return commands.handle(command);
    }

    public int handle(ReleaseExpiredClaims command) {
        return commands.handle(command);
    }

    public int handle(RetryFailures command) {
        return commands.handle(command);
    }

    public void handle(ReturnClaims command) {
        commands.handle(command);
    }

    public void handle(RenewLeases command) {
        commands.handle(command);
    }

    public void handle(FinishEmbeddings command) {
        commands.handle(command);
    }
}
