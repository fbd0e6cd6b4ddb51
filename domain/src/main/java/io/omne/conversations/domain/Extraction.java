package io.omne.conversations.domain;

import io.omne.conversations.ExtractionFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of the extraction of memories from a conversation.
public sealed interface Extraction {

    /// No message has arrived.
    record NotBegun() implements Extraction {}

    /// @param attempts how many attempts have failed
    /// @param losses how often the instance was lost
    /// @param dueAt when it may be claimed
    /// @param failure why the last attempt failed or was interrupted; null if it was not
    /// @param tokens how long the new messages are together
    record Pending(
            int attempts,
            int losses,
            Instant dueAt,
            @Nullable ExtractionFailure failure,
            long tokens) implements Extraction {}

    /// @param attempt the number of this attempt, from 1
    /// @param claim the fencing token of the claim: the sequence of the event that made it
    /// @param tokens how long the claimed messages are together
    /// @param later what arrived meanwhile; null if nothing did
    record Processing(
            int attempt,
            int losses,
            long claim,
            Instant leasedUntil,
            long tokens,
            @Nullable Pending later) implements Extraction {}

    /// @param leftOut what was found last and not stored, and why; null if nothing
    record Completed(Instant at, @Nullable ExtractionFailure leftOut) implements Extraction {}

    record Failed(int attempts, ExtractionFailure failure, Instant at, long tokens) implements Extraction {}
}
