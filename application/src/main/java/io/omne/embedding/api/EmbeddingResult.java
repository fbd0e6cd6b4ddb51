package io.omne.embedding.api;

import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of a claim.
public sealed interface EmbeddingResult {

    Claim claim();

    default TextKey key() {
        return claim().key();
    }

    /// @param passages the passages that have a vector
    /// @param omission why other passages have no vector; null if all have one
    record Embedded(
            Claim claim,
            List<EmbeddedPassage> passages,
            @Nullable TextFailure omission) implements EmbeddingResult {}

    /// @param canBeRetried whether another attempt may succeed
    record Failed(Claim claim, TextFailure failure, boolean canBeRetried) implements EmbeddingResult {}
}
