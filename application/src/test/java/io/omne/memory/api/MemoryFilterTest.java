package io.omne.memory.api;

import static io.omne.memory.api.Filters.created;
import static io.omne.memory.api.Filters.occurred;
import static io.omne.memory.api.Filters.tags;
import static io.omne.memory.api.Filters.type;
import static io.omne.memory.api.Filters.withoutTags;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.memory.MemoryType;
import io.omne.memory.api.TagFilter.Match;
import io.omne.validation.InvalidValue;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemoryFilterTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Test
    void isTheSameInWhateverOrderItsValuesCome() {
        assertThat(tags(Match.ANY, "b", "a")).isEqualTo(tags(Match.ANY, "a", "b", "a"));
        assertThat(tags(Match.ANY, "a", "b")).isNotEqualTo(tags(Match.ALL, "a", "b"));
        assertThat(withoutTags("b", "a")).isEqualTo(withoutTags("a", "b"));
        assertThat(type(MemoryType.TASK, MemoryType.NOTE))
                .isEqualTo(type(MemoryType.NOTE, MemoryType.TASK))
                .hasToString(type(MemoryType.NOTE, MemoryType.TASK).toString());
    }

    @Test
    void needsTwoTagsToMatchAnyOfThem() {
        assertThat(tags(Match.ANY, "a")).isEqualTo(tags(Match.ALL, "a"));
        assertThat(tags(Match.ANY)).isEqualTo(MemoryFilter.NONE);
    }

    @Test
    void hasNoConditionWhereEveryValueIsWanted() {
        assertThat(type(MemoryType.values())).isEqualTo(MemoryFilter.NONE);
    }

    @Test
    void looksForTagsAsTheyAreStored() {
        assertThat(tags(Match.ALL, "\u00A0a ")).isEqualTo(tags(Match.ALL, "a"));
        assertThat(withoutTags("\u00A0a ")).isEqualTo(withoutTags("a"));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> tags(Match.ALL, "\u200B"));
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> withoutTags("\u200B"));
    }

    /// A stored time is after one exactly where it is after the other.
    @Test
    void comparesMicroseconds() {
        Instant inside = TIME.plusNanos(1);

        assertThat(created(inside, null)).isEqualTo(created(TIME, null));
        assertThat(created(null, inside)).isEqualTo(created(null, TIME.plusNanos(1_000)));
        assertThat(created(null, TIME)).isEqualTo(created(null, TIME));
        assertThat(created(Instant.MIN, Instant.MAX).created().before()).isBefore(Instant.MAX);
        assertThat(occurred(inside, null)).isEqualTo(occurred(TIME, null)).isNotEqualTo(created(TIME, null));
    }
}
