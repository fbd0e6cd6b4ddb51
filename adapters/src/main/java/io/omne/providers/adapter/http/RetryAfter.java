package io.omne.providers.adapter.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The header `Retry-After`: seconds, or an HTTP date.
final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(1);

    private RetryAfter() {}

    /// How long to wait, from zero to an hour; null if the header is missing or has another form.
    static @Nullable Duration read(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String text = header.strip();
        Duration asked = isNumber(text) ? seconds(text) : until(text, now);
        if (asked == null) {
            return null;
        }
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(MOST) > 0 ? MOST : asked;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(it -> it >= '0' && it <= '9');
    }

    private static Duration seconds(String digits) {
        return digits.length() > 9 ? MOST : Duration.ofSeconds(Integer.parseInt(digits));
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
