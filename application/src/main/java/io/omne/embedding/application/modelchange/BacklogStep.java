package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.Lane;
import java.util.List;
import java.util.Map;

/// Commands of those who work on a change of the model.
public sealed interface BacklogStep {

    IndexedModel next();

    /// List more texts. Answered with nothing.
    record ListMore(IndexedModel next, int limit) implements BacklogStep {}

    /// Take texts. Answered with {@link io.omne.embedding.api.Claims}.
    record Claim(IndexedModel next, Lane lane, int limit) implements BacklogStep {}

    /// Keep claims, which the tokens of texts name. Answered with nothing.
    record Renew(IndexedModel next, Map<TextKey, Long> tokens) implements BacklogStep {}

    /// Record what became of them. Answered with nothing.
    record Finish(IndexedModel next, List<EmbeddingResult> results) implements BacklogStep {}

    /// Give these back, which were not come to. Answered with nothing.
    record GiveBack(IndexedModel next, Map<TextKey, Long> tokens) implements BacklogStep {}

    /// Let readers use the next model, if all is done. Answered with whether they do.
    record Serve(IndexedModel next) implements BacklogStep {}
}
