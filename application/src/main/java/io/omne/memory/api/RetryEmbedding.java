package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.util.Set;

/// Command: makes the memory pending again, so that its embedding is retried now. Answered with the
/// {@link MemoryView}.
///
/// @see MemoryNotFound
/// @see EmbeddingNotRetryable
public record RetryEmbedding(UserId owner, MemoryId id) implements DeclaredChanges {

    @Override
    public Set<MemoryId> changed() {
        return Set.of(id);
    }

    @Override
    public Set<UserId> listed() {
        return Set.of(owner);
    }
}
