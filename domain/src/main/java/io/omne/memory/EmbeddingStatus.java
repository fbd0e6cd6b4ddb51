package io.omne.memory;

/// How far a memory is on its way into the vector index.
public enum EmbeddingStatus {
    /// Waits for its turn.
    PENDING,
    /// Claimed by an instance, until its lease runs out.
    PROCESSING,
    /// Its vectors are in the index.
    COMPLETED,
    /// Given up, with the reason; a retry may be asked.
    FAILED
}
