package io.omne.memory.application.administration;

/// Query: retries the events that a processor could not handle. Answered with {@link
/// io.omne.events.api.Projections.Retried}. It is dispatched as a query because the events of each memory are
/// retried in a transaction of their own, which must not run inside the transaction of a command. Returns when all
/// have been retried.
///
/// @see TargetNotFound
public record RetryDeadLetters(String projection) {}
