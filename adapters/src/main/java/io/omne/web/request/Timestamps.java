package io.omne.web.request;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads date-times of RFC 3339 in microseconds, in which times are stored. Each method throws {@link InvalidValue}
/// for other text.
public final class Timestamps {

    private static final Pattern FORM = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})"
            + "(?:\\.([0-9]{1,6})([0-9]*))?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))");
    private static final Pattern LOST_PLUS = Pattern.compile(".*[Tt].* [0-9]{2}:[0-9]{2}");

    /// No time outside of these years is stored, or has a year of four digits.
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Timestamps() {}

    /// The time in whole microseconds, to be stored.
    ///
    /// @throws InvalidValue also if its year in UTC is not one of 1 to 9999
    public static Instant exact(String field, String text) {
        Instant floor = floorOf(match(field, text), field);
        if (!within(floor).equals(floor)) {
            throw new InvalidValue(field, ErrorCode.OUT_OF_RANGE, "must be of a year from 1 to 9999, in UTC");
        }
        return floor;
    }

    /// The time as {@link #exact}, in the offset that it is written with; in UTC if that is more than 18 hours.
    public static OffsetDateTime withOffset(String field, String text) {
        Instant exact = exact(field, text);
        long seconds = offset(match(field, text)).toSeconds();
        boolean isKnown = Math.abs(seconds) <= ZoneOffset.MAX.getTotalSeconds();
        return exact.atOffset(isKnown ? ZoneOffset.ofTotalSeconds((int) seconds) : ZoneOffset.UTC);
    }

    /// The latest microsecond that is not after the time. A stored time is after the result if and only if it is
    /// after the time.
    public static Instant floor(String field, String text) {
        return within(floorOf(match(field, text), field));
    }

    /// The earliest microsecond that is not before the time.
    public static Instant ceil(String field, String text) {
        Matcher it = match(field, text);
        Instant floor = floorOf(it, field);
        return within(isZero(it.group(4)) ? floor : floor.plus(1, ChronoUnit.MICROS));
    }

    private static Matcher match(String field, String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            return matcher;
        }
        throw malformed(
                field, LOST_PLUS.matcher(text).matches() ? "; an unencoded + in a query is a blank: write it %2B" : "");
    }

    private static Instant floorOf(Matcher it, String field) {
        try {
            var local = LocalDateTime.parse(it.group(1) + "T" + it.group(2)).toInstant(ZoneOffset.UTC);
            return local.plus(micros(it.group(3)), ChronoUnit.MICROS).minus(offset(it));
        } catch (DateTimeException e) {
            throw malformed(field, "; there is no such day or time");
        }
    }

    private static long micros(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "00000").substring(0, 6));
    }

    private static Duration offset(Matcher it) {
        String sign = it.group(5);
        if (sign == null) {
            return Duration.ZERO;
        }
        Duration size = Duration.ofHours(Long.parseLong(it.group(6))).plusMinutes(Long.parseLong(it.group(7)));
        return sign.equals("-") ? size.negated() : size;
    }

    private static boolean isZero(@Nullable String digits) {
        return digits == null || digits.chars().allMatch(digit -> digit == '0');
    }

    private static Instant within(Instant it) {
        return it.isBefore(FIRST) ? FIRST : it.isAfter(LAST) ? LAST : it;
    }

    private static InvalidValue malformed(String field, String more) {
        return new InvalidValue(
                field,
                ErrorCode.MALFORMED,
                "must be a date-time of RFC 3339 with its offset, such as 2026-01-31T09:30:00Z" + more);
    }
}
