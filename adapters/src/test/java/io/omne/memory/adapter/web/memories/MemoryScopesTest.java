package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.api.Filters;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TagFilter.Match;
import io.omne.memory.api.TimeRange;
import io.omne.web.request.CursorScope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryScopesTest {

    private static final UserId USER = new UserId(new UUID(0, 1));
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    /// A component that is new here belongs into the scope, and into the test below.
    @Test
    void knowsAllThatAListHas() {
        assertThat(MemoryFilter.class.getRecordComponents()).hasSize(8);
        assertThat(TagFilter.class.getRecordComponents()).hasSize(3);
        assertThat(TimeRange.class.getRecordComponents()).hasSize(2);
        assertThat(MemoryOrder.class.getRecordComponents()).hasSize(2);
        assertThat(ListMemories.class.getRecordComponents()).hasSize(5);
    }

    @Test
    void isAnotherForEveryOtherList() {
        List<CursorScope> scopes = Stream.concat(
                        Stream.of(
                                        MemoryFilter.NONE,
                                        Filters.type(MemoryType.FILE),
                                        Filters.type(MemoryType.NOTE),
                                        Filters.type(MemoryType.NOTE, MemoryType.FILE),
                                        sourceAndStatus(Set.of(MemorySource.FILE), Set.of()),
                                        sourceAndStatus(Set.of(), Set.of(EmbeddingStatus.FAILED)),
                                        Filters.tags(Match.ALL, "a"),
                                        Filters.tags(Match.ALL, "a", "b"),
                                        Filters.tags(Match.ANY, "a", "b"),
                                        Filters.tags(Match.ALL, "ab"),
                                        Filters.tags(Match.ALL, "a1:b"),
                                        Filters.withoutTags("a"),
                                        Filters.withoutTags("a", "b"),
                                        Filters.conversation(new UUID(0, 1)),
                                        Filters.conversation(new UUID(0, 2)),
                                        Filters.created(NOON, null),
                                        Filters.created(NOON.plusNanos(1_000), null),
                                        Filters.created(null, NOON),
                                        Filters.occurred(NOON, null),
                                        Filters.occurred(null, NOON),
                                        Filters.superseded(true),
                                        Filters.superseded(false))
                                .map(filter -> list(USER, filter, MemoryOrder.NEWEST_FIRST)),
                        Stream.of(
                                list(new UserId(new UUID(0, 2)), MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST),
                                list(USER, MemoryFilter.NONE, new MemoryOrder(By.CREATED_AT, Direction.ASC)),
                                list(USER, MemoryFilter.NONE, new MemoryOrder(By.OCCURRED_AT, Direction.DESC)),
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

    private static MemoryFilter sourceAndStatus(Set<MemorySource> sources, Set<EmbeddingStatus> statuses) {
        return new MemoryFilter(Set.of(), sources, statuses, TagFilter.NONE, null, TimeRange.ANY, TimeRange.ANY, null);
    }

    private static ListMemories list(UserId user, MemoryFilter filter, MemoryOrder order) {
        return new ListMemories(user, filter, order, ListMemories.FIRST_PAGE, 20);
    }
}
