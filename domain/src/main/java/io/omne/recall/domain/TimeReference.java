package io.omne.recall.domain;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What times in a question are counted from.
///
/// @param today the day from which "yesterday" is counted
/// @param latest the day at or before which a date without a year lies
record TimeReference(LocalDate today, LocalDate latest) {

    /// The days of the year that is named, or else of the last year in which they had begun.
    Days in(@Nullable String year, IntFunction<Days> days) {
        if (year != null) {
            return days.apply(Integer.parseInt(year));
        }
        Days here = days.apply(latest.getYear());
        return here.from().isAfter(latest) ? days.apply(latest.getYear() - 1) : here;
    }

    /// A month of the year that is named.
    ///
    /// @param shift "last" −1, "next" 1, else 0
    Days month(int month, @Nullable String year, int shift) {
        if (year == null && shift != 0) {
            return Days.month(relative(month, shift));
        }
        return in(year, it -> Days.month(YearMonth.of(it, month)));
    }

    private YearMonth relative(int month, int shift) {
        YearMonth here = YearMonth.of(today.getYear(), month);
        YearMonth now = YearMonth.from(today);
        if (shift < 0) {
            return here.isBefore(now) ? here : here.minusYears(1);
        }
        return here.isAfter(now) ? here : here.plusYears(1);
    }
}
