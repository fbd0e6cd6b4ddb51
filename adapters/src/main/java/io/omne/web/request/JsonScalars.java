package io.omne.web.request;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/// Reads plain values from JSON. Each method throws {@link InvalidValue} if it cannot read its kind of value.
public final class JsonScalars {

    public static final int LARGEST = 1_000_000;

    private JsonScalars() {}

    public static String text(String field, JsonNode node) {
        if (!node.isString()) {
            throw wrongType(field, "must be a string");
        }
        return node.stringValue();
    }

    public static boolean bool(String field, JsonNode node) {
        if (!node.isBoolean()) {
            throw wrongType(field, "must be true or false");
        }
        return node.booleanValue();
    }

    /// A whole number from 1 to a million, also in a form such as `1.0` or `1e3`.
    public static int positive(String field, JsonNode node) {
        int number = integer(field, node);
        if (number < 1 || number > LARGEST) {
            throw new InvalidValue(field, ErrorCode.OUT_OF_RANGE, "must be from 1 to " + LARGEST);
        }
        return number;
    }

    /// A whole number, also in a form such as `1.0` or `1e3`. One that no `int` holds becomes the nearest `int`.
    public static int integer(String field, JsonNode node) {
        if (!node.isNumber() || !(CanonicalJson.number(node) instanceof BigInteger number)) {
            throw wrongType(field, "must be a whole number");
        }
        return number.min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValue();
    }

    private static InvalidValue wrongType(String field, String message) {
        return new InvalidValue(field, ErrorCode.WRONG_TYPE, message);
    }
}
