package io.omne.memory.adapter.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Content;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.web.events.EventIds;
import io.omne.memory.adapter.web.events.HistoryEntry;
import io.omne.memory.adapter.web.list.ListParameters;
import io.omne.memory.adapter.web.memories.BulkRequest;
import io.omne.memory.adapter.web.memories.IdempotencyKeyHeader;
import io.omne.memory.adapter.web.memories.JsonValues;
import io.omne.memory.adapter.web.memories.MemoryRequests;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.MemoryFilter.TagsMatch;
import io.omne.memory.api.MemoryOrder.By;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.memory.application.OneOfEach;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.TextValues;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The descriptions say the limits, words and fields that the code has.
class MemoryApiTest {

    private final JsonNode memories = read("memories.yaml");
    private final JsonNode administration = read("administration.yaml");

    private static JsonNode read(String file) {
        try (InputStream text = Objects.requireNonNull(MemoryApi.class.getResourceAsStream(file))) {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return JsonMapper.shared().valueToTree(yaml);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private JsonNode schema(String component, String property) {
        return memories.path("components")
                .path("schemas")
                .path(component)
                .path("properties")
                .path(property);
    }

    private JsonNode parameter(String path, String name) {
        return memories.path("paths")
                .path(path)
                .path("get")
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> words(Enum<?>[] values, String... more) {
        return Stream.concat(Stream.of(values).map(TextValues::nameOf), Stream.of(more))
                .toList();
    }

    private static List<String> words(JsonNode schema) {
        return schema.path("enum")
                .valueStream()
                .filter(word -> !word.isNull())
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void haveTheFieldsOfEveryEvent() {
        JsonNode fields = memories.at("/components/schemas/HistoryEntry/properties");
        for (MemoryEvent event : OneOfEach.EVENTS) {
            var told = HistoryEntry.of(new Happening(1, event));
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
        assertThat(schema(body, "content").path("minLength").asInt()).isEqualTo(1);
        assertThat(schema(body, "content").path("maxLength").asInt()).isEqualTo(Content.MAX_LENGTH);
        assertThat(schema(body, "title").path("maxLength").asInt()).isEqualTo(Title.MAX_LENGTH);
        assertThat(words(schema(body, "memory_type"))).isEqualTo(words(MemoryType.values(), "meeting_note"));
        assertThat(schema(body, "tags").path("description").asString())
                .contains("At most %d tags of 1 to %d characters".formatted(Tags.MAX_COUNT, Tags.MAX_LENGTH));
        assertThat(schema(body, "metadata").path("description").asString())
                .contains(String.format(
                        Locale.ROOT,
                        "up to %,d bytes of JSON, nested at most %d deep, with numbers of up to %,d characters",
                        Metadata.MAX_BYTES,
                        Metadata.MAX_DEPTH,
                        Metadata.MAX_NUMBER_LENGTH));
    }

    @Test
    void haveTheLimitsAndDefaultsOfNewMemories() {
        assertThat(schema("NewMemory", "source_id").path("maxLength").asInt()).isEqualTo(SourceId.MAX_LENGTH);
        assertThat(words(schema("NewMemory", "source"))).isEqualTo(words(MemorySource.values()));
        assertThat(schema("NewMemory", "source").path("default").asString())
                .isEqualTo(TextValues.nameOf(MemoryRequests.DEFAULT_SOURCE));
        assertThat(schema("NewMemory", "memory_type").path("default").asString())
                .isEqualTo(TextValues.nameOf(MemoryRequests.DEFAULT_TYPE));
        assertThat(schema("NewMemories", "memories").path("maxItems").asInt()).isEqualTo(BulkRequest.MOST);
        assertThat(schema("NewMemories", "memories").path("description").asString())
                .contains("1 to " + BulkRequest.MOST);
        assertThat(memories.at("/paths/~1api~1v1~1memories/post/parameters/0/description")
                        .asString())
                .contains("1 to %d printable ASCII".formatted(IdempotencyKeyHeader.LONGEST))
                .contains("For %d hours".formatted(IdempotencyKey.KEY_HOLDS.toHours()));
        assertThat(schema("Memory", "content").path("description").asString())
                .contains("up to %d characters".formatted(Content.MAX_LENGTH));
    }

    @Test
    void haveTheWordsAndDefaultsOfLists() {
        String list = "/api/v1/memories";
        assertThat(words(parameter(list, "memory_type").path("schema")))
                .isEqualTo(words(MemoryType.values(), "meeting_note"));
        assertThat(words(parameter(list, "source").path("schema"))).isEqualTo(words(MemorySource.values()));
        assertThat(words(parameter(list, "embedding_status").path("schema")))
                .isEqualTo(words(EmbeddingStatus.values()));
        assertThat(words(parameter(list, "tags_match").path("schema"))).isEqualTo(words(TagsMatch.values()));
        assertThat(parameter(list, "tags_match").at("/schema/default").asString())
                .isEqualTo(TextValues.nameOf(ListParameters.TAGS_MATCH));
        assertThat(words(parameter(list, "sort_by").path("schema"))).isEqualTo(words(By.values()));
        assertThat(parameter(list, "sort_by").at("/schema/default").asString())
                .isEqualTo(TextValues.nameOf(ListParameters.SORT_BY));
        assertThat(words(parameter(list, "sort_order").path("schema"))).isEqualTo(words(Direction.values()));
        assertThat(parameter(list, "sort_order").at("/schema/default").asString())
                .isEqualTo(TextValues.nameOf(ListParameters.SORT_ORDER));
        assertThat(parameter(list + "/events", "last_event_id")
                        .at("/schema/pattern")
                        .asString())
                .isEqualTo("^(" + EventIds.FORM + ")?$");
    }

    @Test
    void haveTheSizesOfPages() {
        for (JsonNode description : List.of(memories, administration)) {
            List<JsonNode> sizes = description.findParents("name").stream()
                    .filter(parameter -> parameter.path("name").asString("").equals("per_page"))
                    .map(parameter -> parameter.path("schema"))
                    .toList();

            assertThat(sizes).hasSize(2).allSatisfy(schema -> {
                assertThat(schema.path("maximum").asInt()).isEqualTo(CommonParameters.MOST_PER_PAGE);
                assertThat(schema.path("default").asInt()).isEqualTo(CommonParameters.PER_PAGE);
            });
        }
        assertThat(administration
                        .at("/components/schemas/NewModel/properties/per_second/maximum")
                        .asInt())
                .isEqualTo(JsonValues.LARGEST);
        assertThat(administration
                        .at("/components/schemas/NewModel/properties/dimension/maximum")
                        .asInt())
                .isEqualTo(JsonValues.LARGEST);
    }
}
