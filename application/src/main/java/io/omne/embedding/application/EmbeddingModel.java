package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import java.util.List;

/// An embedding model, wherever it runs. Blocks; safe to call from several threads at once.
public interface EmbeddingModel extends AutoCloseable {

    ModelName name();

    /// How many components each of its vectors has.
    int dimension();

    /// Where each token of the text ends, as an index into its `char`s (exclusive): never decreasing, never in
    /// the middle of a surrogate pair; empty where nothing in the text is a token. Tokens that the model adds
    /// itself do not count. Of a model that does not tell its tokens it is a careful guess: rather too many
    /// than too few.
    int[] tokenEnds(String text);

    /// Whether a call ends at once when its thread is interrupted. Such a call may be given up early, to be made
    /// again otherwise; any other would go on and use up what it runs on.
    default boolean isCancellable() {
        return false;
    }

    /// The most tokens that a passage should have.
    default int passageTokens() {
        return 254;
    }

    /// Whether the model knows enough of the passage for a vector of its own. Passages of which it knows
    /// hardly a piece would all get nearly the same.
    default boolean supports(String passage) {
        return true;
    }

    /// One vector a passage, in order. A passage is about `passageTokens` long at most and may hold none
    /// at all; of passages there may be any number: the model makes of them what calls suit it, and
    /// bounds its memory.
    ///
    /// @throws EmbeddingUnavailable when its provider is away
    /// @throws TextRefused when its provider refuses one of the passages: none has a vector then, and to
    ///     find which it was they are asked for one by one
    /// @throws ModelFault when the answer is of no use; any other exception says the same
    List<Vector> embed(List<String> passages);

    /// Gives back what it holds, once passages under way are done. Nothing may be asked of it afterwards.
    @Override
    default void close() {}
}
