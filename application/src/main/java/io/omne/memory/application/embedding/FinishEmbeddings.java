package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.memory.MemoryId;
import io.omne.memory.api.DeclaredChanges;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Command of the saga: records the results of claims. Answered with nothing.
///
/// @param model the model that computed the vectors
public record FinishEmbeddings(IndexedModel model, List<EmbeddingResult> results) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return results.stream().map(result -> new MemoryId(result.key().id())).collect(Collectors.toSet());
    }
}
