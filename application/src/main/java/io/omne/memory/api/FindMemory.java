package io.omne.memory.api;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;

/// Query: one memory by id, answered with its {@link MemoryView}. Being read counts as access.
///
/// @see MemoryNotFound
public record FindMemory(UserId owner, MemoryId id) {}
