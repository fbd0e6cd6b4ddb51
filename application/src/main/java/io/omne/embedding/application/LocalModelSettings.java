package io.omne.embedding.application;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Which models this process may run beside those that it brings.
///
/// @param folder null where none is set
public record LocalModelSettings(@Nullable Folder folder) {

    /// A folder with `model.onnx` and `tokenizer.json`.
    ///
    /// @param name what the model is called by those who choose it
    /// @param passagePrefix what the model wants before each passage, such as `passage: `; empty for
    ///     nothing
    /// @param queryPrefix what the model wants before each query, such as `query: `; empty for nothing.
    ///     Vectors of passages do not depend on it
    /// @param maxTokens how many tokens the model takes at once, those that it adds itself included
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

    /// How the states of a text's tokens become one vector.
    public enum Pooling {
        /// The direction of their mean.
        MEAN,
        /// The state of the first token.
        CLS
    }
}
