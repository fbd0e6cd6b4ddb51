package io.omne.memory.adapter.web.document;

import static io.omne.memory.adapter.web.document.ApiFiles.property;
import static io.omne.memory.adapter.web.document.ApiFiles.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Content;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.web.events.EventIds;
import io.omne.memory.adapter.web.events.HistoryEntry;
import io.omne.memory.adapter.web.events.LastEventId;
import io.omne.memory.adapter.web.memories.IdempotencyKeyHeader;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.application.OneOfEach;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.validation.PageSize;
import io.omne.web.request.TextValues;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The descriptions say the limits, words and fields that the code has.
class MemoryApiTest {

    @Test
    void haveTheFieldsOfEveryEvent() {
        JsonNode fields = ApiFiles.MEMORIES.at("/components/schemas/HistoryEntry/properties");
        for (MemoryEvent event : OneOfEach.EVENTS) {
            var told = HistoryEntry.of(new SequencedEvent(1, event));
            String type = "`" + TextValues.nameOf(told.type()) + "`";

            assertThat(fields.propertyNames().stream()
                            .filter(field -> fields.path(field)
                                    .path("description")
                                    .asString()
                                    .contains(type)))
                    .as(type)
                    .containsExactlyElementsOf(told.change().keySet());
        }
        assertThat(words(fields.path("memory_type"))).isEqualTo(words(MemoryType.values()));
        assertThat(words(fields.path("source"))).isEqualTo(words(MemorySource.values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NewMemory", "MemoryEdit"})
    void haveTheLimitsOfMemories(String body) {
        assertThat(property(body, "content").path("minLength").asInt()).isEqualTo(1);
        assertThat(property(body, "content").path("maxLength").asInt()).isEqualTo(Content.MAX_LENGTH);
        assertThat(property(body, "title").path("maxLength").asInt()).isEqualTo(Title.MAX_LENGTH);
        assertThat(words(property(body, "memory_type"))).isEqualTo(words(MemoryType.values(), "meeting_note"));
        assertThat(property(body, "tags").path("description").asString())
                .contains("At most %d tags of 1 to %d characters".formatted(Tags.MAX_COUNT, Tags.MAX_LENGTH));
        assertThat(property(body, "metadata").path("description").asString())
                .contains(String.format(
                        Locale.ROOT,
                        "up to %,d bytes of JSON, nested at most %d deep, with numbers of up to %,d characters",
                        Metadata.MAX_BYTES,
                        Metadata.MAX_DEPTH,
                        Metadata.MAX_NUMBER_LENGTH));
    }

    @Test
    void haveTheLimitsOfNewMemories() {
        assertThat(property("NewMemory", "source_id").path("maxLength").asInt()).isEqualTo(SourceId.MAX_LENGTH);
        assertThat(words(property("NewMemory", "source"))).isEqualTo(words(MemorySource.values()));
        assertThat(ApiFiles.MEMORIES
                        .at("/paths/~1api~1v1~1memories/post/parameters/0/description")
                        .asString())
                .contains("1 to %d printable ASCII".formatted(IdempotencyKeyHeader.LONGEST))
                .contains("For %d hours".formatted(IdempotencyKey.KEY_HOLDS.toHours()));
        assertThat(property("Memory", "content").path("description").asString())
                .contains("up to %d characters".formatted(Content.MAX_LENGTH));
    }

    @Test
    void haveTheFormOfIdsOfEvents() {
        JsonNode parameter = ApiFiles.parameter("/api/v1/memories/events", LastEventId.PARAMETER);

        assertThat(parameter.at("/schema/pattern").asString()).isEqualTo("^(" + EventIds.FORM + ")?$");
    }

    @Test
    void haveTheSizesOfPages() {
        List<JsonNode> sizes = Stream.of(ApiFiles.MEMORIES, ApiFiles.ADMINISTRATION)
                .flatMap(description -> ApiFiles.pageSizes(description).stream())
                .toList();

        assertThat(sizes).hasSize(3).allSatisfy(schema -> {
            assertThat(schema.path("maximum").asInt()).isEqualTo(PageSize.MOST);
            assertThat(schema.path("default").asInt()).isEqualTo(PageSize.DEFAULT);
        });
    }
}
