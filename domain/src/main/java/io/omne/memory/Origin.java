package io.omne.memory;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a memory came from; it never changes.
public record Origin(
        MemorySource source,
        @Nullable SourceId sourceId,
        @Nullable UUID conversation) {}
