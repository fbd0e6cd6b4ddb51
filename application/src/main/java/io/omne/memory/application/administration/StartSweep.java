package io.omne.memory.application.administration;

/// Command: do a sweep at once. Answered with the {@link io.omne.jobs.api.JobState}.
///
/// @param name as {@link Sweeps} have it
/// @see TargetNotFound
/// @see JobConflict
public record StartSweep(String name) {}
