package io.omne.web.openapi;

import io.omne.web.request.TextValues;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Creates schemas of JSON Schema 2020-12, as in OpenAPI 3.1. Each is a new node, which the caller may change.
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Schemas() {}

    static ObjectNode of(String type) {
        return NODES.objectNode().put("type", type);
    }

    static ObjectNode of(String type, String format) {
        return of(type).put("format", format);
    }

    /// An object with properties of any name and value. Without `additionalProperties`, some generated clients
    /// accept none.
    static ObjectNode anyObject() {
        return of("object").put("additionalProperties", true);
    }

    static ObjectNode array(ObjectNode items) {
        ObjectNode array = of("array");
        array.set("items", items);
        return array;
    }

    /// One of these values, as they are written on the wire.
    static ObjectNode word(Enum<?>[] values) {
        ObjectNode word = of("string");
        ArrayNode words = word.putArray("enum");
        for (Enum<?> value : values) {
            words.add(TextValues.nameOf(value));
        }
        return word;
    }

    /// Adds null to the values of the schema.
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
