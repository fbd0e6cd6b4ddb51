package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.domain.Edit;
import org.jspecify.annotations.Nullable;

/// Command: change some fields. Answered with the {@link MemoryView} after the edit.
///
/// @param ifVersion the version that the edit is meant for, null for any
/// @see MemoryNotFound
/// @see StaleVersion
public record EditMemory(
        UserId owner, MemoryId id, Edit edit, @Nullable Integer ifVersion) {}
