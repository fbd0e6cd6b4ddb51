package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.Lane;
import java.util.List;
import java.util.Map;

/// The commands of workers that carry out a change of the model.
public sealed interface BacklogStep {

    IndexedModel next();

    /// Lists more texts in the backlog. Answered with nothing.
    record ListMore(IndexedModel next, int limit) implements BacklogStep {}

    /// Claims texts. Answered with {@link io.omne.embedding.api.Claims}.
    record Claim(IndexedModel next, Lane lane, int limit) implements BacklogStep {}

    /// Renews the leases of claims. Answered with nothing.
    record Renew(IndexedModel next, Map<TextKey, Long> tokens) implements BacklogStep {}

    /// Records the results of claims. Answered with nothing.
    record Finish(IndexedModel next, List<EmbeddingResult> results) implements BacklogStep {}

    /// Gives back claims whose texts were not begun. Answered with nothing.
    record GiveBack(IndexedModel next, Map<TextKey, Long> tokens) implements BacklogStep {}

    /// Makes the next model the serving model if all texts are done. Answered with whether it is now.
    record Serve(IndexedModel next) implements BacklogStep {}
}
