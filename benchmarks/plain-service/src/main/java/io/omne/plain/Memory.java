package io.omne.plain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory, as it is answered and cached.
record Memory(
        UUID id,
        UUID userId,
        String content,
        String memoryType,
        String source,
        @Nullable String sourceId,
        @Nullable String title,
        List<String> tags,
        Map<String, Object> metadata,
        @Nullable Instant occurredAt,
        Instant createdAt,
        Instant updatedAt,
        List<UUID> relatedMemories,
        @Nullable UUID conversationId,
        int version) {}
