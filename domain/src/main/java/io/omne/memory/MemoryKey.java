package io.omne.memory;

import io.omne.access.UserId;

/// Where a memory is found: storage is laid out by owner first.
public record MemoryKey(UserId owner, MemoryId id) {}
