package io.omne.embedding.application;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The models that this process may run besides the built-in ones.
///
/// @param folder null if none is set
public record LocalModelSettings(@Nullable Folder folder) {

    /// A folder with `model.onnx` and `tokenizer.json`.
    ///
    /// @param name the name by which administrators choose the model
    /// @param passagePrefix what the model expects before each passage, such as `passage: `; may be empty
    /// @param queryPrefix what the model expects before each query, such as `query: `; may be empty. It does not
    ///     affect the vectors of passages
    /// @param maxTokens the most tokens that the model accepts at once, including those that it adds itself
    public record Folder(
            Path path, String name, Pooling pooling, String passagePrefix, String queryPrefix, int maxTokens) {

        public static final int LEAST_TOKENS = 64;
        public static final int MOST_TOKENS = 8_192;

        public Folder {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a model has a name");
            }
            if (maxTokens < LEAST_TOKENS || maxTokens > MOST_TOKENS) {
                throw new IllegalArgumentException(
                        "%d to %d tokens, not %d".formatted(LEAST_TOKENS, MOST_TOKENS, maxTokens));
            }
        }
    }

    /// How the output states of a text's tokens are combined into one vector.
    public enum Pooling {
        /// The mean of all tokens, scaled to unit length.
        MEAN,
        /// The state of the first token.
        CLS
    }
}
