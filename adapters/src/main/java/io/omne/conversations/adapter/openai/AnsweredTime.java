package io.omne.conversations.adapter.openai;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Reads the time of a memory.
final class AnsweredTime {

    private AnsweredTime() {}

    /// A date is the beginning of its day, in the offset of the message; so is a time without an offset in it.
    ///
    /// @param offset that of the message
    /// @return empty if it is no time by ISO 8601 in the years 1 to 9999
    static Optional<Instant> read(String text, ZoneOffset offset) {
        try {
            OffsetDateTime time = parse(text, offset);
            return time.getYear() < 1 || time.getYear() > 9999
                    ? Optional.empty()
                    : Optional.of(time.toInstant().truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OffsetDateTime parse(String text, ZoneOffset offset) {
        if (text.length() == "2026-05-04".length()) {
            return LocalDate.parse(text).atStartOfDay().atOffset(offset);
        }
        boolean hasOffset = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
        return hasOffset
                ? OffsetDateTime.parse(text)
                : LocalDateTime.parse(text).atOffset(offset);
    }
}
