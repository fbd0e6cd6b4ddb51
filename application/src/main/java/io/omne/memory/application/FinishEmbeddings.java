package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Command of the saga: record what became of claims. Answered with nothing.
///
/// @param model what they were embedded with
record FinishEmbeddings(IndexedModel model, List<Result> results) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return results.stream().map(result -> result.key().id()).collect(Collectors.toSet());
    }

    sealed interface Result {

        MemoryKey key();

        int revision();

        record Embedded(MemoryKey key, int revision, List<Vector> passages) implements Result {}

        /// @param canBeRetried whether another attempt may come to something else
        record Failed(MemoryKey key, int revision, EmbeddingFailure failure, boolean canBeRetried) implements Result {}
    }
}
