package io.omne.memory.application.administration;

/// Command: requests a comparison of events, states and read model. Answered with the
/// {@link io.omne.jobs.api.JobState}.
///
/// @see JobConflict
public record StartVerification() {}
