package io.omne.memory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The fields of a memory that can be edited without embedding it again.
///
/// @param occurredAt when what the memory tells of happened; null if that is not known
/// @param supersededBy the memory that took its place; null if none did
public record Details(
        MemoryType type,
        @Nullable Title title,
        Tags tags,
        Metadata metadata,
        @Nullable Instant occurredAt,
        RelatedMemories related,
        @Nullable MemoryId supersededBy) {

    // Events that were stored before this field existed lack it.
    public Details {
        related = related == null ? RelatedMemories.NONE : related;
    }

    public Details withType(MemoryType newType) {
        return new Details(newType, title, tags, metadata, occurredAt, related, supersededBy);
    }

    public Details withTitle(@Nullable Title newTitle) {
        return new Details(type, newTitle, tags, metadata, occurredAt, related, supersededBy);
    }

    public Details withTags(Tags newTags) {
        return new Details(type, title, newTags, metadata, occurredAt, related, supersededBy);
    }

    public Details withMetadata(Metadata newMetadata) {
        return new Details(type, title, tags, newMetadata, occurredAt, related, supersededBy);
    }

    public Details withOccurredAt(@Nullable Instant newTime) {
        return new Details(type, title, tags, metadata, newTime, related, supersededBy);
    }

    public Details withRelated(RelatedMemories newRelated) {
        return new Details(type, title, tags, metadata, occurredAt, newRelated, supersededBy);
    }

    public Details withSupersededBy(@Nullable MemoryId newMemory) {
        return new Details(type, title, tags, metadata, occurredAt, related, newMemory);
    }
}
