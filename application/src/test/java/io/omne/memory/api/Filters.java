package io.omne.memory.api;

import io.omne.memory.MemoryType;
import io.omne.memory.Tags;
import io.omne.memory.api.TagFilter.Match;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Filters with one condition.
public final class Filters {

    private Filters() {}

    public static MemoryFilter type(MemoryType... types) {
        return new MemoryFilter(
                Set.of(types), Set.of(), Set.of(), TagFilter.NONE, null, TimeRange.ANY, TimeRange.ANY, null);
    }

    public static MemoryFilter tags(Match match, String... tags) {
        return tags(new TagFilter(new Tags(List.of(tags)), match, Tags.NONE));
    }

    public static MemoryFilter withoutTags(String... tags) {
        return tags(new TagFilter(Tags.NONE, Match.ALL, new Tags(List.of(tags))));
    }

    private static MemoryFilter tags(TagFilter tags) {
        return new MemoryFilter(Set.of(), Set.of(), Set.of(), tags, null, TimeRange.ANY, TimeRange.ANY, null);
    }

    public static MemoryFilter conversation(UUID conversation) {
        return new MemoryFilter(
                Set.of(), Set.of(), Set.of(), TagFilter.NONE, conversation, TimeRange.ANY, TimeRange.ANY, null);
    }

    public static MemoryFilter created(@Nullable Instant after, @Nullable Instant before) {
        return new MemoryFilter(
                Set.of(), Set.of(), Set.of(), TagFilter.NONE, null, new TimeRange(after, before), TimeRange.ANY, null);
    }

    public static MemoryFilter occurred(@Nullable Instant after, @Nullable Instant before) {
        return new MemoryFilter(
                Set.of(), Set.of(), Set.of(), TagFilter.NONE, null, TimeRange.ANY, new TimeRange(after, before), null);
    }

    public static MemoryFilter superseded(boolean superseded) {
        return new MemoryFilter(
                Set.of(), Set.of(), Set.of(), TagFilter.NONE, null, TimeRange.ANY, TimeRange.ANY, superseded);
    }
}
