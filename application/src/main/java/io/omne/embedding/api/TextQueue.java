package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.util.List;
import java.util.Map;

/// A queue of texts to embed, and the claims on them. A claim has a lease: if it is not renewed in time, another
/// instance may claim the text, and a result with the old token is discarded. Every method blocks, in a transaction
/// of its own. An interruption of the calling thread does not lose the effect of `finish` and `giveBack`.
public interface TextQueue {

    /// Records the results of claims, together with the vectors.
    ///
    /// @param model the model for which the texts were claimed
    void finish(IndexedModel model, List<EmbeddingResult> results);

    /// Renews the leases of those of these claims that are still valid.
    ///
    /// @param tokens the tokens of the claims, by text
    void renew(IndexedModel model, Map<TextKey, Long> tokens);

    /// Ends those of these claims that are still valid, without a result. It does not count as an attempt.
    ///
    /// @param tokens the tokens of the claims, by text
    void giveBack(IndexedModel model, Map<TextKey, Long> tokens);
}
