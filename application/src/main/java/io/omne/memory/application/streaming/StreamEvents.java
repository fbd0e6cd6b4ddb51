package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import org.jspecify.annotations.Nullable;

/// Query: what happens to an owner's memories from now on, answered with a stream of {@link StreamedEvent}, which
/// begins with the place that it begins after. It has each event once, in the order of the event store, and
/// ends only when the instance does.
///
/// @param after the place that an earlier stream came to, on any instance, to go on from there; 0 for the
///     first event of all; null for now
/// @see UnknownPosition
public record StreamEvents(UserId owner, @Nullable Long after) {}
