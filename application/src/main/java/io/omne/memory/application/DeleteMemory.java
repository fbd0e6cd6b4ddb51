package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;

/// Command: delete. Answered with nothing.
///
/// @see MemoryNotFound
public record DeleteMemory(UserId owner, MemoryId id) {}
