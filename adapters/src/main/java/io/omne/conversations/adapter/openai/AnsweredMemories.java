package io.omne.conversations.adapter.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the model is to answer: the JSON schema that it is given, and an item of its list `memories`. The model
/// may break the schema: each value may be absent or anything else of its type.
final class AnsweredMemories {

    static final String LIST = "memories";

    /// @param sources the parts of new messages that say it
    /// @param occurredAt a date, or a time with an offset; null if the messages name none
    /// @param supersedes numbers of known memories
    record Item(
            @Nullable String type,
            @Nullable String text,
            @Nullable List<@Nullable Source> sources,
            @JsonProperty("occurred_at") @Nullable String occurredAt,
            @Nullable List<@Nullable Integer> supersedes) {}

    /// @param message the number of a new message
    record Source(@Nullable Integer message, @Nullable String quote) {}

    /// The types of memories that messages can tell.
    static final List<String> TYPES = List.of("note", "meeting", "task", "insight", "decision", "contact");

    static final Map<String, Object> SCHEMA = object(Map.of(
            LIST,
            array(object(Map.of(
                    "type", Map.of("type", "string", "enum", TYPES),
                    "text", Map.of("type", "string"),
                    "sources",
                            array(object(
                                    Map.of("message", Map.of("type", "integer"), "quote", Map.of("type", "string")))),
                    "occurred_at", Map.of("type", List.of("string", "null")),
                    "supersedes", array(Map.of("type", "integer")))))));

    private AnsweredMemories() {}

    private static Map<String, Object> object(Map<String, Object> properties) {
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                properties.keySet().stream().sorted().toList(),
                "additionalProperties",
                false);
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        return Map.of("type", "array", "items", items);
    }
}
