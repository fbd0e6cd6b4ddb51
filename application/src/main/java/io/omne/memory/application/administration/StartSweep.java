package io.omne.memory.application.administration;

/// Command: requests a sweep now. Answered with the {@link io.omne.jobs.api.JobState}.
///
/// @param name the name of the sweep, as in {@link Sweeps}
/// @see TargetNotFound
/// @see JobConflict
public record StartSweep(String name) {}
