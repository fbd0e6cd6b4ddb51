package io.omne.web.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Converts JSON objects to maps of `String`, `BigInteger`, `BigDecimal`, `Boolean`, `null`, and lists and maps of
/// these.
public final class JsonObjects {

    private JsonObjects() {}

    /// The names and values of an object.
    public static Map<String, @Nullable Object> values(JsonNode node) {
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
            case OBJECT -> values(node);
            case ARRAY -> array(node);
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> CanonicalJson.number(node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }
}
