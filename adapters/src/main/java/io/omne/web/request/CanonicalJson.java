package io.omne.web.request;

import io.omne.validation.CanonicalNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Writes the numbers of JSON in their {@link CanonicalNumber} form, so that two bodies are equal even if their
/// clients write numbers differently.
public final class CanonicalJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CanonicalJson() {}

    public static JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = NODES.objectNode();
                object.properties().forEach(property -> copy.set(property.getKey(), of(property.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = NODES.arrayNode(array.size());
                array.forEach(element -> copy.add(of(element)));
                yield copy;
            }
            default -> node.isNumber() ? node(number(node)) : node;
        };
    }

    private static JsonNode node(Number number) {
        return number instanceof BigInteger whole ? NODES.numberNode(whole) : NODES.numberNode((BigDecimal) number);
    }

    /// The canonical form of a number.
    public static Number number(JsonNode number) {
        return number.isIntegralNumber()
                ? CanonicalNumber.of(number.bigIntegerValue())
                : CanonicalNumber.of(number.decimalValue());
    }
}
