package io.omne.memory.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.embedding.EmbeddingQueue.Lane;
import io.omne.memory.application.embedding.FinishEmbeddings.Result;
import java.util.List;
import java.util.Map;

/// Commands of those who work on a change of the model.
public sealed interface BacklogStep {

    IndexedModel next();

    /// List more memories. Answered with nothing.
    record ListMore(IndexedModel next, int limit) implements BacklogStep {}

    /// Take memories. Answered with {@link io.omne.memory.application.embedding.ClaimEmbeddings.Claims}.
    record Claim(IndexedModel next, Lane lane, int limit) implements BacklogStep {}

    /// Keep claims, which the tokens of memories name. Answered with nothing.
    record Renew(IndexedModel next, Map<MemoryKey, Long> tokens) implements BacklogStep {}

    /// Record what became of them. Answered with nothing.
    record Finish(IndexedModel next, List<Result> results) implements BacklogStep {}

    /// Give these back, which were not come to. Answered with nothing.
    record GiveBack(IndexedModel next, Map<MemoryKey, Long> tokens) implements BacklogStep {}

    /// Let readers use the next model, if all is done. Answered with whether they do.
    record Serve(IndexedModel next) implements BacklogStep {}
}
