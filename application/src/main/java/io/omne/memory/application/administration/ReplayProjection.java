package io.omne.memory.application.administration;

/// Command: rebuilds a read model from the events. Answered with the {@link io.omne.jobs.api.JobState}.
///
/// @see TargetNotFound
/// @see JobConflict
public record ReplayProjection(String name) {}
