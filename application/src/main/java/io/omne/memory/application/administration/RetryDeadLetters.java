package io.omne.memory.application.administration;

/// Tries the events again that a read model could not take. Answered with
/// {@link io.omne.events.api.Projections.Retried}. It is dispatched as a query, for each memory's events have a
/// transaction of their own, which that of a command would enclose. Takes as long as there are such events.
///
/// @see TargetNotFound
public record RetryDeadLetters(String projection) {}
