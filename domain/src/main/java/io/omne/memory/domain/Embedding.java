package io.omne.memory.domain;

import io.omne.embedding.ModelName;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where the embedding of a memory's content stands.
public sealed interface Embedding {

    EmbeddingStatus status();

    /// Why the last attempt failed, or left passages out; null where it did neither.
    default @Nullable EmbeddingFailure failure() {
        return null;
    }

    /// @param attempts attempts that failed since the content was new or a retry was asked
    /// @param losses how often the instance that embedded it was lost since then
    /// @param dueAt not to be claimed before
    record Pending(
            int attempts,
            int losses,
            Instant dueAt,
            @Nullable EmbeddingFailure failure) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.PENDING;
        }
    }

    /// @param attempt the number of this attempt, from 1
    /// @param losses as in {@link Pending}
    /// @param claim the fencing token of the claim: the sequence of the event that made it, so no two claims of a
    ///     memory have the same
    /// @param leasedUntil when the claim is void unless a result comes or the lease is renewed
    record Processing(int attempt, int losses, long claim, Instant leasedUntil) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.PROCESSING;
        }
    }

    /// @param failure why some passages have no vector; null where all have one
    record Completed(ModelName model, Instant at, @Nullable EmbeddingFailure failure) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.COMPLETED;
        }
    }

    /// @param attempts attempts that were made
    /// @param at when the last of them failed
    record Failed(int attempts, EmbeddingFailure failure, Instant at) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.FAILED;
        }
    }
}
