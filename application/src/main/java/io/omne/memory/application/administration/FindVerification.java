package io.omne.memory.application.administration;

/// Query: finds the latest comparison of events, states and read model. Answered with its
/// {@link io.omne.jobs.api.JobState}.
///
/// @see TargetNotFound
public record FindVerification() {}
