package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;

/// Query: finds a memory by id. Answered with its {@link MemoryView}. Counts as an access to the memory.
///
/// @see MemoryNotFound
public record FindMemory(UserId owner, MemoryId id) {}
