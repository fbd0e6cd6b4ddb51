package io.omne.memory.application.embedding;

import io.omne.database.api.DatabaseClock;
import io.omne.embedding.api.Claims;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.Reembedding;
import io.omne.embedding.api.VectorIndex;
import io.omne.memory.application.sweeps.RetryFailures;
import io.omne.memory.application.writing.Memories;

/// What the commands of the saga do, for tests of other parts.
public final class EmbeddingHandlers {

    private final ClaimCommands claims;
    private final ResultCommands results;

    public EmbeddingHandlers(
            EmbeddingQueue queue,
            Memories memories,
            VectorIndex vectors,
            IndexedModels models,
            Reembedding modelChange,
            EmbeddingSettings settings,
            DatabaseClock clock) {
        var claimed = new ClaimedMemories(queue, memories);
        this.claims = new ClaimCommands(queue, claimed, models, settings, clock);
        this.results = new ResultCommands(claimed, vectors, models, modelChange, settings, clock);
    }

    public Claims handle(ClaimEmbeddings command) {
        return claims.handle(command);
    }

    public int handle(ReleaseExpiredClaims command) {
        return claims.handle(command);
    }

    public int handle(RetryFailures command) {
        return claims.handle(command);
    }

    public void handle(ReturnClaims command) {
        claims.handle(command);
    }

    public void handle(RenewLeases command) {
        claims.handle(command);
    }

    public void handle(FinishEmbeddings command) {
        results.handle(command);
    }
}
