package io.omne.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Metadata;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNumberTest {

    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @CsvSource({
        "1.700000001E9, 1700000001",
        "1.0, 1",
        "1, 1",
        "1e2, 100",
        "-0, 0",
        "-0.0, 0",
        "0e999999999, 0",
        "0E-999999999, 0",
        "1.50, 1.5",
        "-1.50E-7, -1.5E-7",
        "0.000001, 0.000001",
        "1E-6, 0.000001",
        "1e21, 1000000000000000000000",
        "1E+40, 10000000000000000000000000000000000000000",
        "1E+41, 1E+41",
        "120E+39, 120000000000000000000000000000000000000000",
        "1e400, 1E+400",
        "1e999999999, 1E+999999999",
        "1e-999999999, 1E-999999999",
        "0.1000000000000000055511151231257827021181583404541015625, 0.1000000000000000055511151231257827021181583404541015625"
    })
    void hasOneFormForEachValue(String spelled, String written) {
        assertThat(CanonicalNumber.of(new BigDecimal(spelled))).hasToString(written);
    }

    @Test
    void isTheSameForEverySpelling() {
        var random = seeded();
        for (int round = 0; round < ROUNDS; round++) {
            BigDecimal value = value(random);
            Number canonical = CanonicalNumber.of(value);

            assertThat(decimal(canonical)).isEqualByComparingTo(value);
            for (String spelling : spellings(value)) {
                assertThat(CanonicalNumber.of(new BigDecimal(spelling)))
                        .as(spelling)
                        .isEqualTo(canonical);
            }
            assertThat(new Metadata(Map.of("n", value)))
                    .isEqualTo(new Metadata(Map.of("n", canonical)))
                    .hasSameHashCodeAs(new Metadata(Map.of("n", canonical)));
        }
    }

    /// As JSON is read: a whole number without a fraction or an exponent is an integer there.
    @Test
    void isReadAgainAsItIsWritten() {
        var random = seeded();
        for (int round = 0; round < ROUNDS; round++) {
            Number canonical = CanonicalNumber.of(value(random));
            String written = canonical.toString();
            boolean isInteger = written.chars().allMatch(c -> c == '-' || Character.isDigit(c));

            assertThat(isInteger ? new BigInteger(written) : new BigDecimal(written))
                    .isEqualTo(canonical);
            assertThat(written.length())
                    .isLessThanOrEqualTo(CanonicalNumber.shortestLength(canonical) + CanonicalNumber.MAX_ZEROS);
        }
    }

    @Test
    void keepsDifferentValuesApart() {
        assertThat(CanonicalNumber.of(new BigInteger("9007199254740993")))
                .isNotEqualTo(CanonicalNumber.of(new BigInteger("9007199254740992")));
        assertThat(CanonicalNumber.of(new BigDecimal("4.9E-324")))
                .isNotEqualTo(CanonicalNumber.of(new BigDecimal("5E-324")));
    }

    private static RandomGenerator seeded() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(12);
    }

    private static BigDecimal value(RandomGenerator random) {
        var digits =
                new BigInteger(1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 70), new Random(random.nextLong()));
        BigInteger signed = random.nextBoolean() ? digits : digits.negate();
        return switch (random.nextInt(4)) {
            case 0 -> BigDecimal.valueOf(random.nextLong());
            case 1 ->
                new BigDecimal(Double.toString(Double.longBitsToDouble(random.nextLong() & 0xBFEF_FFFF_FFFF_FFFFL)));
            case 2 -> new BigDecimal(signed, random.nextInt(-60, 60));
            default -> new BigDecimal(signed, random.nextInt(-900_000_000, 900_000_000));
        };
    }

    private static List<String> spellings(BigDecimal value) {
        var spellings = new ArrayList<>(List.of(
                value.toString(),
                value.stripTrailingZeros().toString(),
                value.stripTrailingZeros().toEngineeringString(),
                value.unscaledValue() + "e" + -(long) value.scale(),
                value.unscaledValue() + "00E" + (-(long) value.scale() - 2),
                value.unscaledValue() + ".0E" + -(long) value.scale()));
        if (Math.abs((long) value.scale()) < 500) {
            spellings.add(value.toPlainString());
        }
        return spellings;
    }

    private static BigDecimal decimal(Number number) {
        return number instanceof BigInteger whole ? new BigDecimal(whole) : (BigDecimal) number;
    }
}
