package io.omne.conversations.application.administration;

import java.time.Instant;

/// Command of a sweep: extracts memories from the messages that are left aside in a conversation, if one of
/// them was left aside at or after `from` and before `to`. Answered with 0 if there is none, or if no memories
/// are extracted; 1 otherwise.
public record RetryFailure(Instant from, Instant to) {}
