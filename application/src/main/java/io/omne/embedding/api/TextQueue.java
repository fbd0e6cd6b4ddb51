package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.List;
import java.util.Map;

/// Texts that wait for their embedding, and the claims on them. A claim has a lease: where it is not renewed in time,
/// another instance may claim the text, and a result under the old token counts for nothing. Every method blocks, in a
/// transaction of its own; an interruption of the calling thread does not lose the outcome of `finish` and `giveBack`.
public interface TextQueue {

    /// Records what became of claims, together with the vectors.
    ///
    /// @param model what they were claimed for
    void finish(IndexedModel model, List<EmbeddingResult> results);

    /// Keeps those of these claims that still hold for another lease.
    ///
    /// @param tokens of the claims, by their texts
    void renew(IndexedModel model, Map<TextKey, Long> tokens);

    /// Ends those of these claims that still hold: this instance has not embedded their texts. It costs no attempt.
    ///
    /// @param tokens of the claims, by their texts
    void giveBack(IndexedModel model, Map<TextKey, Long> tokens);
}
