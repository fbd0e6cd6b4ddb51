package io.omne.memory.api;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Tags;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which memories a list shows: those that are all of what is not null.
///
/// @param tags none asks for nothing
/// @param createdAfter not at this instant, but later
/// @param createdBefore not at this instant, but earlier
public record MemoryFilter(
        @Nullable MemoryType type,
        @Nullable MemorySource source,
        @Nullable EmbeddingStatus status,
        Tags tags,
        TagsMatch match,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    public static final MemoryFilter NONE = new MemoryFilter(null, null, null, Tags.NONE, TagsMatch.ALL, null, null);

    /// How many of the tags a memory must have.
    public enum TagsMatch {
        ALL,
        ANY
    }
}
