package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import java.util.List;

/// An embedding model, wherever it runs. Blocks; safe to call from several threads at once.
public interface EmbeddingModel {

    ModelName name();

    /// How many components each of its vectors has.
    int dimension();

    /// Where each token of the text ends, as an index into its `char`s (exclusive): never decreasing, never in
    /// the middle of a surrogate pair; empty where nothing in the text is a token. Tokens that the model adds
    /// itself do not count. Of a model that does not tell its tokens it is a careful guess: rather too many
    /// than too few.
    int[] tokenEnds(String text);

    /// One vector a passage, in order. A passage is about 254 tokens long at most and may hold none at all; of
    /// passages there may be any number: the model makes of them what calls suit it, and bounds its memory.
    ///
    /// @throws RuntimeException when the model gives no answer
    List<Vector> embed(List<String> passages);
}
