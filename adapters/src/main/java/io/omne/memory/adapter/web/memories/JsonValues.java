package io.omne.memory.adapter.web.memories;

import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.request.JsonObjects;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.TextValues;
import io.omne.web.request.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Converts JSON to the values of a memory. Each method throws {@link InvalidValue} if the JSON is not such a
/// value.
final class JsonValues {

    private JsonValues() {}

    static MemoryType type(String field, JsonNode node) {
        return MemoryType.named(field, JsonScalars.text(field, node));
    }

    static MemorySource source(String field, JsonNode node) {
        return TextValues.oneOf(MemorySource.values(), field, JsonScalars.text(field, node));
    }

    static UUID uuid(String field, JsonNode node) {
        return TextValues.uuid(field, JsonScalars.text(field, node));
    }

    static MemoryId memory(String field, JsonNode node) {
        return new MemoryId(uuid(field, node));
    }

    static RelatedMemories related(String field, JsonNode node) {
        if (!node.isArray()) {
            throw wrongType(field, "must be an array of UUIDs");
        }
        var ids = new ArrayList<MemoryId>(node.size());
        for (JsonNode id : node) {
            ids.add(memory("%s[%d]".formatted(field, ids.size()), id));
        }
        return new RelatedMemories(ids);
    }

    static Instant time(String field, JsonNode node) {
        return Timestamps.exact(field, JsonScalars.text(field, node));
    }

    static Tags tags(String field, JsonNode node) {
        if (!node.isArray()) {
            throw wrongType(field, "must be an array of strings");
        }
        var tags = new ArrayList<String>(node.size());
        for (JsonNode tag : node) {
            tags.add(JsonScalars.text("%s[%d]".formatted(field, tags.size()), tag));
        }
        return Tags.of(tags);
    }

    static Metadata metadata(String field, JsonNode node) {
        if (!node.isObject()) {
            throw wrongType(field, "must be an object");
        }
        return new Metadata(JsonObjects.values(node));
    }

    private static InvalidValue wrongType(String field, String message) {
        return new InvalidValue(field, ErrorCode.WRONG_TYPE, message);
    }
}
