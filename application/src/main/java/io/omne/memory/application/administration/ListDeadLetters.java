package io.omne.memory.application.administration;

/// Query: the events that a read model could not take, answered with {@link DeadLetters}.
///
/// @param limit how many at most
/// @see TargetNotFound
public record ListDeadLetters(String projection, int limit) {}
