package io.omne.web.openapi;

import io.omne.web.request.TextValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Schemas of JSON Schema 2020-12, which are those of OpenAPI 3.1. Each is a new node, the caller's own.
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Schemas() {}

    static ObjectNode of(String type) {
        return NODES.objectNode().put("type", type);
    }

    static ObjectNode of(String type, String format) {
        return of(type).put("format", format);
    }

    /// With properties of any name and value. Without the word for that, some generated clients take none.
    static ObjectNode anyObject() {
        return of("object").put("additionalProperties", true);
    }

    static ObjectNode array(ObjectNode items) {
        ObjectNode array = of("array");
        array.set("items", items);
        return array;
    }

    /// One of these words, as they are written on the wire.
    static ObjectNode word(Enum<?>[] values) {
        ObjectNode word = of("string");
        ArrayNode words = word.putArray("enum");
        for (Enum<?> value : values) {
            words.add(TextValues.nameOf(value));
        }
        return word;
    }

    /// What the schema takes, and null.
    static ObjectNode nullable(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null) {
            ObjectNode either = NODES.objectNode();
            either.putArray("anyOf").add(schema).add(of("null"));
            return either;
        }
        schema.set("type", NODES.arrayNode().add(type).add("null"));
        if (schema.get("enum") instanceof ArrayNode words) {
            words.addNull();
        }
        return schema;
    }
}
