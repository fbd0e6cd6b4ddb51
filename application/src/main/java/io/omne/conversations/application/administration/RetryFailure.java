package io.omne.conversations.application.administration;

import java.time.Instant;

/// Command of a sweep: extracts memories again from a conversation whose extraction failed at or after
/// `from` and before `to`, as if that were requested. Answered with 0 if there is none, or if no
/// memories are extracted; 1 otherwise.
public record RetryFailure(Instant from, Instant to) {}
