package io.omne.memory.application.reading;

import io.omne.embedding.api.VectorIndex;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.api.MemoryView;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Handles the queries for the vectors of memories.
@Component
class VectorQueries {

    private final VectorIndex vectors;

    VectorQueries(VectorIndex vectors) {
        this.vectors = vectors;
    }

    @QueryHandler
    CompletableFuture<@Nullable MemoryVectors> handle(FindVectors query) {
        MemoryView memory = query.memory();
        return memory.embeddingStatus() == EmbeddingStatus.COMPLETED
                ? vectors.find(query.owner(), memory.id())
                        .map(MemoryVectors::new)
                        .toFuture()
                : CompletableFuture.completedFuture(new MemoryVectors(List.of()));
    }
}
