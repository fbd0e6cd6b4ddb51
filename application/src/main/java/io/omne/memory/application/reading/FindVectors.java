package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.api.MemoryView;

/// Query: finds the vectors of a memory. Answered with {@link MemoryVectors}.
public record FindVectors(UserId owner, MemoryView memory) {}
