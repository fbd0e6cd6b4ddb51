package io.omne.memory.application.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.DeclaredChanges;
import io.omne.memory.application.embedding.ClaimEmbeddings.Claim;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Command of the saga: record what became of claims. Answered with nothing.
///
/// @param model what they were embedded with
public record FinishEmbeddings(IndexedModel model, List<Result> results) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return results.stream().map(result -> result.key().id()).collect(Collectors.toSet());
    }

    public sealed interface Result {

        Claim claim();

        default MemoryKey key() {
            return claim().key();
        }

        /// @param passages of those passages that have a vector
        /// @param omission why others have none; null where there are no others
        record Embedded(
                Claim claim,
                List<Vector> passages,
                @Nullable EmbeddingFailure omission) implements Result {}

        /// @param canBeRetried whether another attempt may come to something else
        record Failed(Claim claim, EmbeddingFailure failure, boolean canBeRetried) implements Result {}
    }
}
