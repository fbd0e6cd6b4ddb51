package io.omne.conversations;

/// The state of the extraction of memories from a conversation.
public enum ExtractionStatus {
    /// New messages wait.
    PENDING,
    /// Claimed by an instance, until the lease expires.
    PROCESSING,
    /// All messages have been read.
    COMPLETED,
    /// Given up, with a reason. New messages, or a request, begin anew.
    FAILED
}
