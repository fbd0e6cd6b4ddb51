package io.omne.memory.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.omne.access.UserId;
import io.omne.embedding.application.modelchange.FindRefusedTexts;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.application.administration.ListDeadLetters;
import io.omne.memory.application.reading.ReadHistory;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// Whoever asks for a page, the query says how large it may be.
class PageSizesTest {

    private static final UserId OWNER = new UserId(new UUID(0, 1));

    private static final Map<String, IntFunction<Record>> QUERIES = Map.of(
            "list",
            size -> new ListMemories(OWNER, MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST, ListMemories.FIRST_PAGE, size),
            "history",
            size -> new ReadHistory(OWNER, new MemoryId(new UUID(0, 2)), 0, size),
            "dead letters",
            size -> new ListDeadLetters("memory-list", size),
            "refused texts",
            size -> new FindRefusedTexts(null, size));

    @Test
    void areOneToAHundred() {
        QUERIES.forEach((name, query) -> {
            for (int size : new int[] {Integer.MIN_VALUE, -1, 0, 101, Integer.MAX_VALUE}) {
                InvalidValue invalid = catchThrowableOfType(InvalidValue.class, () -> query.apply(size));
                assertThat(invalid).as("%s of %d", name, size).isNotNull();
                assertThat(invalid.field()).isEqualTo("per_page");
                assertThat(invalid.code()).isEqualTo(ErrorCode.OUT_OF_RANGE);
            }
            assertThatCode(() -> query.apply(1)).as(name).doesNotThrowAnyException();
            assertThatCode(() -> query.apply(100)).as(name).doesNotThrowAnyException();
        });
    }
}
