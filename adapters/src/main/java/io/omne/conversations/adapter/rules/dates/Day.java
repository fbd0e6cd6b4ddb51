package io.omne.conversations.adapter.rules.dates;

import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// A day that a sentence names.
///
/// @param date the day, or the first of a week or a month
/// @param from when the named part of the day begins; null if no part is named
record Day(int start, int end, LocalDate date, @Nullable LocalTime from, boolean isSpan) {

    boolean isEvening() {
        return from != null && from.getHour() >= 18;
    }
}
