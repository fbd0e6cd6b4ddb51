package io.omne.memory.application.administration;

/// Command: compare events, state and read model. Answered with the {@link io.omne.jobs.api.Jobs.Job}.
///
/// @see JobConflict
public record StartVerification() {}
