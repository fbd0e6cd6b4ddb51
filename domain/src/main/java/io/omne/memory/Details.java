package io.omne.memory;

import org.jspecify.annotations.Nullable;

/// What is said about a memory's content, and may be edited without embedding it again.
public record Details(MemoryType type, @Nullable Title title, Tags tags, Metadata metadata) {}
