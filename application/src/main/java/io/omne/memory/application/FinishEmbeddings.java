package io.omne.memory.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ClaimEmbeddings.Claim;
import java.util.List;

/// Command of the saga: record what became of claims. Answered with nothing.
///
/// @param model what they were embedded with
record FinishEmbeddings(IndexedModel model, List<Result> results) {

    sealed interface Result {

        Claim claim();

        default MemoryKey key() {
            return claim().key();
        }

        record Embedded(Claim claim, List<Vector> passages) implements Result {}

        /// @param canBeRetried whether another attempt may come to something else
        record Failed(Claim claim, EmbeddingFailure failure, boolean canBeRetried) implements Result {}
    }
}
