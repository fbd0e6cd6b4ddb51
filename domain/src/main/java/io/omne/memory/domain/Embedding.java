package io.omne.memory.domain;

import io.omne.embedding.ModelName;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of the embedding of a memory's content.
public sealed interface Embedding {

    EmbeddingStatus status();

    /// Why the last attempt failed or left out passages; null if neither happened.
    default @Nullable EmbeddingFailure failure() {
        return null;
    }

    /// @param attempts the number of failed attempts since the content changed or a retry was requested
    /// @param losses how often the instance that embedded the content was lost since then
    /// @param dueAt the time before which the memory is not claimed
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
    /// @param claim the fencing token of the claim: the sequence of the event that made it, so that no two claims
    ///     of a memory have the same token
    /// @param leasedUntil when the claim expires, unless a result comes or the lease is renewed
    record Processing(int attempt, int losses, long claim, Instant leasedUntil) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.PROCESSING;
        }
    }

    /// @param failure why some passages have no vector; null if all have one
    record Completed(ModelName model, Instant at, @Nullable EmbeddingFailure failure) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.COMPLETED;
        }
    }

    /// @param attempts the number of attempts
    /// @param at when the last attempt failed
    record Failed(int attempts, EmbeddingFailure failure, Instant at) implements Embedding {
        @Override
        public EmbeddingStatus status() {
            return EmbeddingStatus.FAILED;
        }
    }
}
