package io.omne.memory;

/// The state of the embedding of a memory.
public enum EmbeddingStatus {
    /// Waits to be claimed.
    PENDING,
    /// Claimed by an instance, until the lease expires.
    PROCESSING,
    /// Its vectors are in the index.
    COMPLETED,
    /// Given up, with a reason; a retry may be requested.
    FAILED
}
