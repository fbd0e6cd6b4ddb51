package io.omne.validation;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Gives JSON numbers one form for each value, whatever their spelling: `1.700000001E9` and `1700000001`, `1.0` and
/// `1`, `-0` and `0` are each the same number. Numbers are exact decimals and never rounded.
///
/// A whole number is a `BigInteger`, which is written in digits, unless it ends in more than {@value #MAX_ZEROS}
/// zeros or has more than {@link #MAX_LENGTH} characters. Every other number is a `BigDecimal` without trailing
/// zeros, which is written with an exponent if it is very large or very small. So the form of a number is never
/// much longer than its shortest spelling: `1e999999999` stays short. Numbers with an exponent beyond about two
/// thousand million, which metadata must not have, keep their spelling.
public final class CanonicalNumber {

    static final int MAX_ZEROS = 40;

    /// The most characters of a whole number that is written in digits.
    public static final int MAX_LENGTH = 1_000;

    /// The largest scale of a number whose zeros are stripped; a scale near the limits of an `int` would overflow.
    /// Metadata cannot have larger ones, however many zeros are stripped.
    private static final int MAX_SCALE = 2_000_000_000;

    private CanonicalNumber() {}

    /// @return a `BigInteger` or a `BigDecimal`, which equals that of every other spelling of the value
    public static Number of(BigInteger number) {
        return of(new BigDecimal(number));
    }

    /// @return a `BigInteger` or a `BigDecimal`, which equals that of every other spelling of the value
    public static Number of(BigDecimal number) {
        if (number.signum() != 0 && Math.abs((long) number.scale()) > MAX_SCALE) {
            return number;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        long zeros = -(long) stripped.scale();
        boolean inDigits =
                zeros >= 0 && zeros <= MAX_ZEROS && stripped.precision() + zeros + signLength(stripped) <= MAX_LENGTH;
        return inDigits ? stripped.toBigIntegerExact() : stripped;
    }

    /// The number of characters in the shortest spelling of a canonical number.
    public static int shortestLength(Number canonical) {
        int length = canonical.toString().length();
        return canonical instanceof BigInteger whole
                ? Math.min(
                        length,
                        new BigDecimal(whole).stripTrailingZeros().toString().length())
                : length;
    }

    private static int signLength(BigDecimal number) {
        return number.signum() < 0 ? 1 : 0;
    }
}
