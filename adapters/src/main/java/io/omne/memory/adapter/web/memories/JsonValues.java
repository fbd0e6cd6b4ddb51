package io.omne.memory.adapter.web.memories;

import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Tags;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.request.CanonicalJson;
import io.omne.web.request.TextValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// JSON into the values of a memory. Each throws {@link InvalidValue} for what it is not.
public final class JsonValues {

    public static final int LARGEST = 1_000_000;

    private JsonValues() {}

    public static String text(String field, JsonNode node) {
        if (!node.isString()) {
            throw wrongType(field, "must be a string");
        }
        return node.stringValue();
    }

    public static MemoryType type(String field, JsonNode node) {
        return MemoryTypes.of(field, text(field, node));
    }

    public static MemorySource source(String field, JsonNode node) {
        return TextValues.oneOf(MemorySource.values(), field, text(field, node));
    }

    public static UUID uuid(String field, JsonNode node) {
        return TextValues.uuid(field, text(field, node));
    }

    public static Tags tags(String field, JsonNode node) {
        if (!node.isArray()) {
            throw wrongType(field, "must be an array of strings");
        }
        var tags = new ArrayList<String>(node.size());
        for (JsonNode tag : node) {
            tags.add(text("%s[%d]".formatted(field, tags.size()), tag));
        }
        return Tags.of(tags);
    }

    public static Metadata metadata(String field, JsonNode node) {
        if (!node.isObject()) {
            throw wrongType(field, "must be an object");
        }
        return new Metadata(object(node));
    }

    private static Map<String, @Nullable Object> object(JsonNode node) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        node.properties().forEach(property -> object.put(property.getKey(), value(property.getValue())));
        return object;
    }

    private static List<@Nullable Object> array(JsonNode node) {
        var array = new ArrayList<@Nullable Object>(node.size());
        node.forEach(element -> array.add(value(element)));
        return array;
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> CanonicalJson.number(node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    public static boolean bool(String field, JsonNode node) {
        if (!node.isBoolean()) {
            throw wrongType(field, "must be true or false");
        }
        return node.booleanValue();
    }

    /// A whole number from 1 to a million, however it is spelled.
    public static int positive(String field, JsonNode node) {
        if (!node.isNumber() || !(CanonicalJson.number(node) instanceof BigInteger number)) {
            throw wrongType(field, "must be a whole number");
        }
        if (number.signum() < 1 || number.compareTo(BigInteger.valueOf(LARGEST)) > 0) {
            throw new InvalidValue(field, ErrorCode.OUT_OF_RANGE, "must be from 1 to " + LARGEST);
        }
        return number.intValue();
    }

    private static InvalidValue wrongType(String field, String message) {
        return new InvalidValue(field, ErrorCode.WRONG_TYPE, message);
    }
}
