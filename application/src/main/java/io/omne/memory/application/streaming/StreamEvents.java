package io.omne.memory.application.streaming;

import io.omne.access.UserId;
import org.jspecify.annotations.Nullable;

/// Query: follows the events of an owner's memories, and those that other modules contribute ({@link
/// io.omne.events.api.StreamContribution}). Answered with a stream of {@link StreamedEvent}. The first one has no event
/// and says at which position the stream starts. The stream has each event once, in the order of the event store, and
/// ends only when the instance stops.
///
/// @param after the position of an earlier stream, on any instance, to continue after it; 0 to start with the
///     first event of all; null to start now
/// @see UnknownPosition
public record StreamEvents(UserId owner, @Nullable Long after) {}
