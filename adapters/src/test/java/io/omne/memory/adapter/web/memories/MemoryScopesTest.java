package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Tags;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.web.request.CursorScope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryScopesTest {

    private static final UserId USER = new UserId(new UUID(0, 1));
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    /// A component that is new here belongs into the scope, and into the test below.
    @Test
    void knowsAllThatAListHas() {
        assertThat(MemoryFilter.class.getRecordComponents()).hasSize(7);
        assertThat(MemoryOrder.class.getRecordComponents()).hasSize(2);
        assertThat(ListMemories.class.getRecordComponents()).hasSize(5);
    }

    @Test
    void isAnotherForEveryOtherList() {
        Tags none = Tags.NONE;
        List<CursorScope> scopes = Stream.concat(
                        Stream.of(
                                        MemoryFilter.NONE,
                                        filter(MemoryType.FILE, null, null, none, null, null),
                                        filter(MemoryType.NOTE, null, null, none, null, null),
                                        filter(null, MemorySource.FILE, null, none, null, null),
                                        filter(null, null, EmbeddingStatus.FAILED, none, null, null),
                                        filter(null, null, null, new Tags(List.of("a")), null, null),
                                        filter(null, null, null, new Tags(List.of("a", "b")), null, null),
                                        filter(null, null, null, new Tags(List.of("ab")), null, null),
                                        filter(null, null, null, new Tags(List.of("a1:b")), null, null),
                                        filter(null, null, null, none, NOON, null),
                                        filter(null, null, null, none, NOON.plusNanos(1_000), null),
                                        filter(null, null, null, none, null, NOON),
                                        new MemoryFilter(
                                                null,
                                                null,
                                                null,
                                                new Tags(List.of("a", "b")),
                                                TagsMatch.ANY,
                                                null,
                                                null))
                                .map(filter -> list(USER, filter, MemoryOrder.NEWEST_FIRST)),
                        Stream.of(
                                list(new UserId(new UUID(0, 2)), MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST),
                                list(USER, MemoryFilter.NONE, new MemoryOrder(By.CREATED_AT, Direction.ASC)),
                                list(USER, MemoryFilter.NONE, new MemoryOrder(By.UPDATED_AT, Direction.DESC))))
                .map(MemoryScopes::of)
                .toList();

        assertThat(scopes).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameForAllPages() {
        var other = new ListMemories(
                USER, MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST, new ListMemories.PageStart.Page(2), 7);

        assertThat(MemoryScopes.of(other))
                .isEqualTo(MemoryScopes.of(list(USER, MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST)));
    }

    private static MemoryFilter filter(
            @Nullable MemoryType type,
            @Nullable MemorySource source,
            @Nullable EmbeddingStatus status,
            Tags tags,
            @Nullable Instant after,
            @Nullable Instant before) {
        return new MemoryFilter(type, source, status, tags, TagsMatch.ALL, after, before);
    }

    private static ListMemories list(UserId user, MemoryFilter filter, MemoryOrder order) {
        return new ListMemories(user, filter, order, ListMemories.FIRST_PAGE, 20);
    }
}
