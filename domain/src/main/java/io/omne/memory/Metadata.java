package io.omne.memory;

import io.omne.validation.CanonicalNumber;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.TextRules;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON object of the client's own: at most 16 KiB as compact JSON in UTF-8, each number in its shortest
/// spelling, nested at most 10 deep (the object itself is depth 1).
///
/// Its values are `String`, `BigInteger`, `BigDecimal`, `Boolean`, `null`, and lists and maps of these. Numbers
/// keep their value and get their {@link CanonicalNumber} form, in which they have at most 1,000 characters. So two
/// objects are equal if they have the same names and values, whatever their order and spelling. Strings are never
/// normalised. Immutable.
public record Metadata(Map<String, @Nullable Object> values) {

    public static final Metadata NONE = new Metadata(Map.of());
    public static final int MAX_BYTES = 16 * 1024;
    public static final int MAX_DEPTH = 10;
    public static final int MAX_NUMBER_LENGTH = CanonicalNumber.MAX_LENGTH;

    /// The largest exponent of the canonical form. Every parser of `BigDecimal` can read numbers up to it.
    static final int MAX_EXPONENT = 1_000_001_000;

    // Not a compact constructor, because its class file would lose the annotation on the map's values.
    public Metadata(Map<String, @Nullable Object> values) {
        this.values = copyOfObject(values, 1);
        long bytes = JsonSize.of(this.values);
        if (bytes > MAX_BYTES) {
            throw new InvalidValue(
                    "metadata",
                    ErrorCode.TOO_LARGE,
                    String.format(Locale.ROOT, "at most %,d bytes of JSON, not %,d", MAX_BYTES, bytes));
        }
    }

    private static Map<String, @Nullable Object> copyOfObject(Map<?, ?> object, int depth) {
        checkDepth(depth);
        var copy = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> copy.put((String) copyOf(name, depth), copyOf(value, depth)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> copyOfArray(List<?> array, int depth) {
        checkDepth(depth);
        var copy = new ArrayList<@Nullable Object>(array.size());
        array.forEach(value -> copy.add(copyOf(value, depth)));
        return Collections.unmodifiableList(copy);
    }

    private static @Nullable Object copyOf(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case String text -> {
                TextRules.checkCharacters("metadata", text);
                yield text;
            }
            case Map<?, ?> object -> copyOfObject(object, depth + 1);
            case List<?> array -> copyOfArray(array, depth + 1);
            case Boolean truth -> truth;
            case BigInteger number -> checked(CanonicalNumber.of(number));
            case BigDecimal number -> checked(CanonicalNumber.of(number));
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        };
    }

    /// Rejects long numbers, because JSON parsers may reject them when the metadata is read again, to limit their
    /// own time.
    private static Number checked(Number number) {
        if (number.toString().length() > MAX_NUMBER_LENGTH) {
            throw new InvalidValue(
                    "metadata",
                    ErrorCode.OUT_OF_RANGE,
                    "numbers of at most %d characters".formatted(MAX_NUMBER_LENGTH));
        }
        if (number instanceof BigDecimal decimal && Math.abs((long) decimal.scale()) > MAX_EXPONENT) {
            throw new InvalidValue("metadata", ErrorCode.OUT_OF_RANGE, "has a number with too large an exponent");
        }
        return number;
    }

    private static void checkDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new InvalidValue("metadata", ErrorCode.TOO_DEEP, "nested at most %d deep".formatted(MAX_DEPTH));
        }
    }

    @Override
    public String toString() {
        return "Metadata[" + values.size() + "]";
    }
}
