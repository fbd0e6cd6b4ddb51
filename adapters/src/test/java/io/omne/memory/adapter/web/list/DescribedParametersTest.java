package io.omne.memory.adapter.web.list;

import static io.omne.memory.adapter.web.document.ApiFiles.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.adapter.web.document.ApiFiles;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.memory.api.TagFilter.Match;
import io.omne.web.request.TextValues;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The description says the words that parameters of a list take, and what is taken where none is given.
class DescribedParametersTest {

    private static JsonNode schema(String parameter) {
        return ApiFiles.parameter("/api/v1/memories", parameter).path("schema");
    }

    @Test
    void haveTheWordsOfTheCode() {
        assertThat(words(schema("memory_type").path("items"))).isEqualTo(words(MemoryType.values(), "meeting_note"));
        assertThat(words(schema("source").path("items"))).isEqualTo(words(MemorySource.values()));
        assertThat(words(schema("embedding_status").path("items"))).isEqualTo(words(EmbeddingStatus.values()));
        assertThat(words(schema("tags_match"))).isEqualTo(words(Match.values()));
        assertThat(words(schema("sort_by"))).isEqualTo(words(By.values()));
        assertThat(words(schema("sort_order"))).isEqualTo(words(Direction.values()));
    }

    @Test
    void haveTheDefaultsOfTheCode() {
        assertThat(schema("tags_match").path("default").asString())
                .isEqualTo(TextValues.nameOf(ListParameters.TAGS_MATCH));
        assertThat(schema("sort_by").path("default").asString()).isEqualTo(TextValues.nameOf(ListParameters.SORT_BY));
        assertThat(schema("sort_order").path("default").asString())
                .isEqualTo(TextValues.nameOf(ListParameters.SORT_ORDER));
    }
}
