package io.omne.memory.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import java.util.List;

/// Command of the saga: record what became of claims. Answered with nothing.
record FinishEmbeddings(List<Result> results) {

    sealed interface Result {

        MemoryKey key();

        int revision();

        record Embedded(MemoryKey key, int revision, ModelName model, List<Vector> passages) implements Result {}

        record Failed(MemoryKey key, int revision, EmbeddingFailure failure) implements Result {}
    }
}
