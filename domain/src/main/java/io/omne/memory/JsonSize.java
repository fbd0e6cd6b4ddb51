package io.omne.memory;

import io.omne.validation.CanonicalNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the size of a value as compact JSON in UTF-8, in bytes.
final class JsonSize {

    private JsonSize() {}

    /// Counts escapes as RFC 8259 requires them: two bytes for a quote, a backslash and the control characters with
    /// a short form, six for the others.
    static long of(@Nullable Object value) {
        return switch (value) {
            case null -> 4;
            case Boolean truth -> truth ? 4 : 5;
            case String text ->
                2
                        + text.getBytes(StandardCharsets.UTF_8).length
                        + text.chars().mapToLong(JsonSize::escapesOf).sum();
            case Map<?, ?> object ->
                2
                        + Math.max(0, object.size() - 1)
                        + object.entrySet().stream()
                                .mapToLong(entry -> of(entry.getKey()) + 1 + of(entry.getValue()))
                                .sum();
            case List<?> array ->
                2
                        + Math.max(0, array.size() - 1)
                        + array.stream().mapToLong(JsonSize::of).sum();
            case Number number -> CanonicalNumber.shortestLength(number);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        };
    }

    private static long escapesOf(int c) {
        return switch (c) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 1;
            default -> c < 0x20 ? 5 : 0;
        };
    }
}
