package io.omne.web.openapi;

import io.omne.web.request.TextValues;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Schemas of JSON Schema 2020-12, which are those of OpenAPI 3.1. Each is a new node, the caller's own.
public final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Schemas() {}

    public static ObjectNode object() {
        return of("object");
    }

    /// With properties of any name and value. Without the word for that, some generated clients take none.
    public static ObjectNode anyObject() {
        return object().put("additionalProperties", true);
    }

    public static ObjectNode string() {
        return of("string");
    }

    /// Characters are code points here as there.
    public static ObjectNode text(int shortest, int longest) {
        ObjectNode text = string();
        if (shortest > 0) {
            text.put("minLength", shortest);
        }
        return text.put("maxLength", longest);
    }

    public static ObjectNode uuid() {
        return string().put("format", "uuid");
    }

    public static ObjectNode timestamp() {
        return string().put("format", "date-time");
    }

    public static ObjectNode integer() {
        return of("integer");
    }

    public static ObjectNode integer(int least, int most) {
        return integer().put("minimum", least).put("maximum", most);
    }

    public static ObjectNode number() {
        return of("number");
    }

    public static ObjectNode bool() {
        return of("boolean");
    }

    public static ObjectNode array(ObjectNode items) {
        ObjectNode array = of("array");
        array.set("items", items);
        return array;
    }

    /// One of these words, as they are written on the wire.
    public static ObjectNode word(Enum<?>[] values) {
        return word(Stream.of(values).map(TextValues::nameOf));
    }

    public static ObjectNode word(Stream<String> values) {
        ObjectNode word = string();
        values.forEach(word.putArray("enum")::add);
        return word;
    }

    /// Exactly this word.
    public static ObjectNode constant(String word) {
        return string().put("const", word);
    }

    public static ObjectNode reference(String component) {
        return reference("schemas", component);
    }

    /// @param kind of component
    public static ObjectNode reference(String kind, String component) {
        return NODES.objectNode().put("$ref", "#/components/%s/%s".formatted(kind, component));
    }

    /// What the schema takes, and null.
    public static ObjectNode nullable(ObjectNode schema) {
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

    private static ObjectNode of(String type) {
        return NODES.objectNode().put("type", type);
    }
}
