package io.omne.memory.api;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Tags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Selects the memories of a list: those that match every field that is not null. Filters with the same meaning are
/// equal: their tags are sorted, and their times are whole microseconds, as stored times are.
///
/// @param tags the tags of which a memory must have all or any, as `match` says; empty for no condition
/// @param match always {@link TagsMatch#ALL} if there are fewer than two tags
/// @param createdAfter only memories that were created after this instant, not at it
/// @param createdBefore only memories that were created before this instant, not at it
public record MemoryFilter(
        @Nullable MemoryType type,
        @Nullable MemorySource source,
        @Nullable EmbeddingStatus status,
        Tags tags,
        TagsMatch match,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore) {

    private static final Instant LAST = Instant.MAX.truncatedTo(ChronoUnit.MICROS);

    public static final MemoryFilter NONE = new MemoryFilter(null, null, null, Tags.NONE, TagsMatch.ALL, null, null);

    /// @throws io.omne.validation.InvalidValue for tags that no memory can have
    public MemoryFilter {
        tags = Tags.of(tags.values().stream().sorted().toList());
        match = tags.values().size() < 2 ? TagsMatch.ALL : match;
        createdAfter = createdAfter == null ? null : createdAfter.truncatedTo(ChronoUnit.MICROS);
        createdBefore = createdBefore == null ? null : ceiling(createdBefore);
    }

    private static Instant ceiling(Instant time) {
        Instant floor = time.truncatedTo(ChronoUnit.MICROS);
        return floor.equals(time) || floor.equals(LAST) ? floor : floor.plus(1, ChronoUnit.MICROS);
    }

    /// How many of the tags a memory must have.
    public enum TagsMatch {
        ALL,
        ANY
    }
}
