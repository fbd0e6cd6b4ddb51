package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import java.util.List;

/// An embedding model, local or remote. Blocks; safe to call from several threads at once.
public interface EmbeddingModel extends AutoCloseable {

    ModelName name();

    /// The number of components of each vector.
    int dimension();

    /// The end of each token of the text, as an index into its `char`s (exclusive). The indexes never decrease and
    /// are never in the middle of a surrogate pair. Empty if the text has no tokens. Tokens that the model adds
    /// itself do not count. If a model does not reveal its tokens, this is an estimate with rather too many than
    /// too few.
    int[] tokenEnds(String text);

    /// Whether a call ends at once when its thread is interrupted. Such a call may be abandoned early and repeated
    /// in another way. Any other call would continue and occupy resources.
    default boolean isCancellable() {
        return false;
    }

    /// The most tokens that a passage should have.
    default int passageTokens() {
        return 254;
    }

    /// Whether the model knows enough words of the passage for a meaningful vector. Passages of which it knows
    /// hardly any word would all get nearly the same vector.
    default boolean supports(String passage) {
        return true;
    }

    /// Returns one vector for each passage, in order. A passage has about `passageTokens` tokens at most and may
    /// have none. There may be any number of passages: the model divides them into suitable calls and limits its
    /// memory use.
    ///
    /// @throws EmbeddingUnavailable if the provider is unavailable
    /// @throws TextRefused if the provider refuses one of the passages: then none has a vector, and the caller must
    ///     embed the texts one by one to find out which one it was
    /// @throws ModelFault if the answer is unusable; any other exception means the same
    List<Vector> embed(List<String> passages);

    /// Returns one vector for each question, to be compared with the vectors of passages: a model may want to be told
    /// which of the two a text is. A local model does not let questions wait for passages.
    ///
    /// @throws EmbeddingUnavailable as `embed` does, and {@link TextRefused} and {@link ModelFault} likewise
    default List<Vector> embedQuestions(List<String> questions) {
        return embed(questions);
    }

    /// Releases the resources of the model after the calls in progress. The model must not be used afterwards.
    @Override
    default void close() {}
}
