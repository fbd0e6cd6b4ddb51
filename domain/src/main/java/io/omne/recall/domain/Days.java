package io.omne.recall.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/// A run of days.
///
/// @param until the first day after it
record Days(LocalDate from, LocalDate until) {

    static Days one(LocalDate day) {
        return new Days(day, day.plusDays(1));
    }

    static Days month(YearMonth month) {
        return new Days(month.atDay(1), month.plusMonths(1).atDay(1));
    }

    static Days year(int year) {
        return new Days(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
    }

    /// The week of a day, from Monday.
    static Days week(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Days(monday, monday.plusDays(7));
    }

    /// Saturday and Sunday of the week of a day.
    static Days weekend(LocalDate day) {
        LocalDate saturday = week(day).from().plusDays(5);
        return new Days(saturday, saturday.plusDays(2));
    }

    /// From the beginning of the earlier one to the end of the later one.
    Days to(Days other) {
        return new Days(
                from.isBefore(other.from) ? from : other.from, until.isAfter(other.until) ? until : other.until);
    }

    Days plusYears(int years) {
        return new Days(from.plusYears(years), until.plusYears(years));
    }

    long length() {
        return ChronoUnit.DAYS.between(from, until);
    }
}
