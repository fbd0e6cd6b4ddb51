package io.omne.memory.application.administration;

/// Command: compare events, state and read model. Answered with the {@link io.omne.jobs.api.JobState}.
///
/// @see JobConflict
public record StartVerification() {}
