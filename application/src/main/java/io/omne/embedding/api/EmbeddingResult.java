package io.omne.embedding.api;

import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a claim.
public sealed interface EmbeddingResult {

    Claim claim();

    default TextKey key() {
        return claim().key();
    }

    /// @param passages of those passages that have a vector
    /// @param omission why others have none; null where there are no others
    record Embedded(
            Claim claim, List<Vector> passages, @Nullable TextFailure omission) implements EmbeddingResult {}

    /// @param canBeRetried whether another attempt may come to something else
    record Failed(Claim claim, TextFailure failure, boolean canBeRetried) implements EmbeddingResult {}
}
