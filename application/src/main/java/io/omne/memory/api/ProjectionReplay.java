package io.omne.memory.api;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;

/// A read model that administrators can rebuild. A module contributes one as a bean.
///
/// @param projection the name of the event processor that fills it
/// @param job rebuilds it from the events
public record ProjectionReplay(String projection, JobKind<NoParameters> job) {}
