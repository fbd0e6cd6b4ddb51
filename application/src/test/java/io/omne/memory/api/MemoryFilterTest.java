package io.omne.memory.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.memory.Tags;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import io.omne.validation.InvalidValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryFilterTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

    private static MemoryFilter tags(TagsMatch match, String... tags) {
        return new MemoryFilter(null, null, null, new Tags(List.of(tags)), match, null, null);
    }

    private static MemoryFilter times(@Nullable Instant after, @Nullable Instant before) {
        return new MemoryFilter(null, null, null, Tags.NONE, TagsMatch.ALL, after, before);
    }

    @Test
    void isTheSameInWhateverOrderItsTagsCome() {
        assertThat(tags(TagsMatch.ANY, "b", "a")).isEqualTo(tags(TagsMatch.ANY, "a", "b", "a"));
        assertThat(tags(TagsMatch.ANY, "a", "b")).isNotEqualTo(tags(TagsMatch.ALL, "a", "b"));
    }

    @Test
    void needsTwoTagsToMatchAnyOfThem() {
        assertThat(tags(TagsMatch.ANY, "a")).isEqualTo(tags(TagsMatch.ALL, "a"));
        assertThat(tags(TagsMatch.ANY)).isEqualTo(MemoryFilter.NONE);
    }

    @Test
    void looksForTagsAsTheyAreStored() {
        assertThat(tags(TagsMatch.ALL, "\u00A0a ")).isEqualTo(tags(TagsMatch.ALL, "a"));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> tags(TagsMatch.ALL, "\u200B"));
    }

    /// A stored time is after one exactly where it is after the other.
    @Test
    void comparesMicroseconds() {
        Instant inside = TIME.plusNanos(1);

        assertThat(times(inside, null)).isEqualTo(times(TIME, null));
        assertThat(times(null, inside)).isEqualTo(times(null, TIME.plusNanos(1_000)));
        assertThat(times(null, TIME)).isEqualTo(times(null, TIME));
        assertThat(times(Instant.MIN, Instant.MAX).createdBefore()).isBefore(Instant.MAX);
    }
}
