package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.api.MemoryView;

/// Query: the vectors of a memory, answered with {@link MemoryVectors}.
public record FindVectors(UserId owner, MemoryView memory) {}
