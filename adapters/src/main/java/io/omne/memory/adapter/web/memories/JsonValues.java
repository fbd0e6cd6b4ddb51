package io.omne.memory.adapter.web.memories;

import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Tags;
import io.omne.memory.adapter.web.markup.Markup;
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
import java.util.function.Function;
import java.util.function.UnaryOperator;
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

    /// A text without markup that could act in a browser.
    public static <T> T cleaned(String field, JsonNode node, Function<String, T> value) {
        String text = text(field, node);
        return cleaned(texts -> value.apply(texts.apply(text)));
    }

    /// A value whose texts are cleaned. As they were sent they have to make one too: what is longer than any is not
    /// cleaned. Cleaning may put spaces in; where there is no room for these, the texts have no tags at all.
    private static <T> T cleaned(Function<UnaryOperator<String>, T> value) {
        T sent = value.apply(UnaryOperator.identity());
        try {
            T cleaned = value.apply(Markup::cleaned);
            return cleaned.equals(sent) ? sent : cleaned;
        } catch (InvalidValue e) {
            if (e.code() == ErrorCode.BLANK) {
                throw new InvalidValue(e.field(), e.code(), "has nothing but markup, which is taken out");
            }
            if (!e.code().isExcess()) {
                throw e;
            }
            return value.apply(Markup::withoutAnyTag);
        }
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
        Tags cleaned = cleanedTags(tags);
        return cleanedTags(cleaned.values()).equals(cleaned) ? cleaned : tags(cleaned.values(), Markup::withoutAnyTag);
    }

    /// They are trimmed once they are cleaned, and what then ends in another way may be read in another way.
    private static Tags cleanedTags(List<String> tags) {
        return cleaned(texts -> tags(tags, texts));
    }

    private static Tags tags(List<String> tags, UnaryOperator<String> texts) {
        return Tags.of(tags.stream().map(texts).toList());
    }

    public static Metadata metadata(String field, JsonNode node) {
        if (!node.isObject()) {
            throw wrongType(field, "must be an object");
        }
        return cleaned(texts -> new Metadata(object(node, texts)));
    }

    private static Map<String, @Nullable Object> object(JsonNode node, UnaryOperator<String> texts) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        node.properties().forEach(property -> {
            String name = texts.apply(property.getKey());
            if (object.containsKey(name)) {
                throw new InvalidValue(
                        "metadata", ErrorCode.DUPLICATE_NAME, "has a name twice, without the markup in it");
            }
            object.put(name, value(property.getValue(), texts));
        });
        return object;
    }

    private static List<@Nullable Object> array(JsonNode node, UnaryOperator<String> texts) {
        var array = new ArrayList<@Nullable Object>(node.size());
        node.forEach(element -> array.add(value(element, texts)));
        return array;
    }

    private static @Nullable Object value(JsonNode node, UnaryOperator<String> texts) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, texts);
            case ARRAY -> array(node, texts);
            case STRING -> texts.apply(node.stringValue());
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
