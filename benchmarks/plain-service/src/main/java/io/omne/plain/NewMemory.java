package io.omne.plain;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a create.
record NewMemory(
        @NotBlank @Size(max = 50_000) String content,

        @Nullable @Pattern(regexp = TYPES) String memoryType,

        @Nullable @Pattern(regexp = "manual|chat|file|integration|ai_extracted")
        String source,

        @Nullable @Size(max = 255) String sourceId,
        @Nullable @Size(max = 500) String title,

        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 100) String> tags,

        @Nullable Map<String, Object> metadata,
        @Nullable Instant occurredAt,

        @Nullable @Size(max = 50) List<UUID> relatedMemories,

        @Nullable UUID conversationId) {

    static final String TYPES = "note|meeting|task|insight|decision|contact|file|custom";

    Memory at(Instant now, UUID id, UUID owner) {
        return new Memory(
                id,
                owner,
                content,
                Objects.requireNonNullElse(memoryType, "note"),
                Objects.requireNonNullElse(source, "manual"),
                sourceId,
                title,
                tags == null
                        ? List.of()
                        : tags.stream().map(String::trim).distinct().toList(),
                Objects.requireNonNullElse(metadata, Map.of()),
                occurredAt,
                now,
                now,
                Objects.requireNonNullElse(relatedMemories, List.of()),
                conversationId,
                1);
    }
}
