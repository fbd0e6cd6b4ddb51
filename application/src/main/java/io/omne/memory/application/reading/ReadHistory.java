package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;

/// Query: what happened to a memory, oldest first, answered with a {@link HistoryPage}.
///
/// @param after leaves out the events up to this sequence; 0 leaves out none
/// @param perPage 1 to 100
/// @see io.omne.memory.api.MemoryNotFound
public record ReadHistory(UserId owner, MemoryId id, long after, int perPage) {}
