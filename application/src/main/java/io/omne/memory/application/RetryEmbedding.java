package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;

/// Command: try the embedding again, now. Answered with the {@link MemoryView}, pending.
///
/// @see MemoryNotFound
/// @see EmbeddingNotRetryable
public record RetryEmbedding(UserId owner, MemoryId id) {}
