package io.omne.memory;

import org.jspecify.annotations.Nullable;

/// The descriptive fields of a memory, which can be edited without embedding it again.
public record Details(MemoryType type, @Nullable Title title, Tags tags, Metadata metadata) {}
