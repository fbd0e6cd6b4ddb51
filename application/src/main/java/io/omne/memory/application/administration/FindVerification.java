package io.omne.memory.application.administration;

/// Query: the latest comparison of events, state and read model, answered with its {@link io.omne.jobs.api.JobState}.
///
/// @see TargetNotFound
public record FindVerification() {}
