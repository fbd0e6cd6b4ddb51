package io.omne.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nestsTenDeepAndNoDeeper(boolean inArrays) {
        assertThat(new Metadata(nested(10, inArrays)).values()).isEqualTo(nested(10, inArrays));
        rejects(nested(11, inArrays), ErrorCode.TOO_DEEP);
    }

    @Test
    void survivesAnAbsurdDepth() {
        rejects(nested(100_000, false), ErrorCode.TOO_DEEP);
    }

    /// Values whose compact JSON in UTF-8 has the length beside them.
    static Stream<Arguments> measured() {
        return Stream.of(
                Arguments.of("x", 3),
                Arguments.of("é", 4),
                Arguments.of("語", 5),
                Arguments.of("\uD83E\uDDE0", 6),
                Arguments.of("\u007F", 3),
                Arguments.of("\"\\\b\f\n\r\t", 2 + 7 * 2),
                Arguments.of("\u0001\u000B\u001F", 2 + 3 * 6),
                Arguments.of("a/b", 5),
                Arguments.of(true, 4),
                Arguments.of(false, 5),
                Arguments.of(null, 4),
                Arguments.of(new BigInteger("-12345678901234567890"), 21),
                Arguments.of(new BigDecimal("1.50"), 3),
                Arguments.of(new BigDecimal("1E+40"), 5),
                Arguments.of(new BigDecimal("1E+41"), 5),
                Arguments.of(List.of(), 2),
                Arguments.of(Arrays.asList(null, true), 11),
                Arguments.of(Map.of(), 2),
                Arguments.of(Map.of("k", "v"), 9),
                Arguments.of(Map.of("語\n", List.of(BigInteger.ONE, BigInteger.TWO)), 15));
    }

    @ParameterizedTest
    @MethodSource("measured")
    void holdsSixteenKibibytesOfJsonAndNotAByteMore(@Nullable Object value, int bytes) {
        // {"v":…,"fill":"…"}
        int rest = 16_384 - "{\"v\":,\"fill\":\"\"}".length() - bytes;

        assertThat(new Metadata(object("v", value, "fill", "x".repeat(rest))).values())
                .hasSize(2);
        rejects(object("v", value, "fill", "x".repeat(rest + 1)), ErrorCode.TOO_LARGE);
    }

    @Test
    void givesBackWhatItWasGiven() {
        Map<String, @Nullable Object> given = object("b", new BigDecimal("1.5"), "a", null);
        given.put("c", List.of(Map.of("d", new BigInteger("9007199254740993")), "text", true));

        assertThat(new Metadata(given).values()).isEqualTo(given);
        assertThat(new Metadata(given).values().keySet()).containsExactly("b", "a", "c");
        assertThat(new Metadata(given)).isEqualTo(new Metadata(given)).hasSameHashCodeAs(new Metadata(given));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD83E", "\uDDE0\uD83E"})
    void rejectsInEveryNameAndValueWhatNoDatabaseCanKeep(String bad) {
        rejects(object("value", bad, "other", true), ErrorCode.INVALID_CHARACTER);
        rejects(object(bad, "value", "other", true), ErrorCode.INVALID_CHARACTER);
        rejects(object("list", List.of(Map.of("deep", bad)), "other", true), ErrorCode.INVALID_CHARACTER);
        rejects(object("list", List.of(Map.of(bad, "deep")), "other", true), ErrorCode.INVALID_CHARACTER);
    }

    @Test
    void rejectsWhatIsNotJson() {
        for (Object alien : List.of(1, 1L, 0.5, 'c', new Object())) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Metadata(Map.of("value", alien)));
        }
    }

    @Test
    void neverChanges() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Map<String, @Nullable Object> inner = object("b", "c", "d", "e");
        Map<String, @Nullable Object> outer = object("list", list, "inner", inner);
        var metadata = new Metadata(outer);
        list.add("z");
        inner.put("z", "z");
        outer.put("z", "z");

        assertThat(metadata.values())
                .isEqualTo(Map.of("list", List.of("a"), "inner", Map.of("b", "c", "d", "e")))
                .isUnmodifiable();
        assertThat((List<?>) metadata.values().get("list")).isUnmodifiable();
        assertThat((Map<?, ?>) metadata.values().get("inner")).isUnmodifiable();
    }

    @Test
    void saysNothingInALog() {
        assertThat(new Metadata(Map.of("secret", "secret"))).hasToString("Metadata[1]");
    }

    private static Map<String, @Nullable Object> object(
            String first, @Nullable Object value, String second, @Nullable Object other) {
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put(first, value);
        object.put(second, other);
        return object;
    }

    @Test
    void limitsTheLengthOfNumbers() {
        var longest = new BigInteger("7".repeat(1_000));

        assertThat(new Metadata(object("n", longest, "other", true)).values()).containsEntry("n", longest);
        rejects(object("n", longest.multiply(BigInteger.TEN), "other", true), ErrorCode.OUT_OF_RANGE);
        rejects(object("n", longest.negate(), "other", true), ErrorCode.OUT_OF_RANGE);
    }

    @Test
    void limitsExponents() {
        for (String number : List.of("1E+1000001000", "1E-1000001000", "10E+1000000999")) {
            assertThat(new Metadata(object("n", new BigDecimal(number), "other", true)).values())
                    .hasSize(2);
        }
        for (String number : List.of(
                "1E+1000001001",
                "1E-1000001001",
                "10E+1000001000",
                "1E+2147483647",
                "100E+2147483647",
                "-100000E+2147483640",
                "1E-2147483647")) {
            rejects(object("n", new BigDecimal(number), "other", true), ErrorCode.OUT_OF_RANGE);
        }
    }

    /// What was stored when a number kept its spelling can be read in any case.
    @Test
    void takesEveryNumberThatWasTakenBefore() {
        for (int digits : new int[] {1, 2, 500, 992}) {
            for (long scale : new long[] {-999_999_999, -1_000, -41, -40, -8, 0, 8, 990, 999_999_999}) {
                for (String digit : List.of("7", "1", "0")) {
                    var number = new BigDecimal(new BigInteger("1" + digit.repeat(digits - 1)), (int) scale);
                    if (number.toString().length() > Metadata.MAX_NUMBER_LENGTH) {
                        continue;
                    }
                    int times = (Metadata.MAX_BYTES - 7) / (number.toString().length() + 1);
                    List<Object> full = Collections.nCopies(times, number);

                    assertThat(new Metadata(Map.of("n", full)).values()).hasSize(1);
                }
            }
        }
    }

    /// An object as deep as told, of objects in objects, or of arrays in an object.
    private static Map<String, @Nullable Object> nested(int depth, boolean inArrays) {
        Object inside = inArrays ? List.of() : Map.of();
        for (int i = 2; i < depth; i++) {
            inside = inArrays ? List.of(inside) : Map.of("in", inside);
        }
        return Map.of("in", inside);
    }

    private static void rejects(Map<String, @Nullable Object> values, ErrorCode code) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new Metadata(values))
                .returns("metadata", InvalidValue::field)
                .returns(code, InvalidValue::code);
    }
}
