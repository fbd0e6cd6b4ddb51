package io.omne.web.request;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads values from single words of a request. Each method throws {@link InvalidValue} if it cannot read its kind
/// of value.
public final class TextValues {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);

    private TextValues() {}

    public static <E extends Enum<E>> E oneOf(E[] all, String field, String name) {
        return Stream.of(all)
                .filter(one -> nameOf(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidValue(
                        field,
                        ErrorCode.UNKNOWN_VALUE,
                        "must be one of "
                                + Stream.of(all).map(TextValues::nameOf).collect(Collectors.joining(", "))));
    }

    /// A value's name on the wire.
    public static String nameOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// `UUID.fromString` also accepts shortened forms, which `toString` does not return.
    public static UUID uuid(String field, String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Thrown below, for both cases.
        }
        throw new InvalidValue(field, ErrorCode.MALFORMED, "must be a UUID of 36 characters");
    }

    public static boolean bool(String field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidValue(field, ErrorCode.UNKNOWN_VALUE, "must be true or false");
        };
    }

    /// A whole number from 1. One that is larger than an `int` becomes the largest.
    public static int positive(String field, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new InvalidValue(field, ErrorCode.MALFORMED, "must be a whole number");
        }
        var number = new BigInteger(text);
        if (number.signum() < 1) {
            throw new InvalidValue(field, ErrorCode.OUT_OF_RANGE, "must be at least 1");
        }
        return number.min(LARGEST).intValue();
    }
}
