package io.omne.conversations.adapter.rules.dates;

import static io.omne.conversations.adapter.rules.dates.Words.MONTH;
import static java.lang.Integer.parseInt;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Days of the calendar: "2026-05-12", "12 May", "May 12th, 2026", "on the 12th", "November 2027". One
/// without a year is the next.
final class CalendarDays {

    /// In days.
    private static final int LATELY = 90;

    private static final String ORDINAL = "(?:st|nd|rd|th)";

    /// "From 3 to 5 June" begins on the third.
    private static final String RANGE = "(?:\\s?(?:-|–|to|and|until|till)\\s?\\d{1,2}" + ORDINAL + "?)?";

    /// "5 may be late" has the verb.
    private static final String NO_VERB =
            "(?!\\s+(?:be|have|not|also|or|need|well|come|want|take|go|still|find|see|help|cause|seem|the force)\\b)";

    private static final String YEAR = "(?:,?\\s+(?<year>[12]\\d{3})(?!\\d))?";

    static final List<DayRule> RULES = List.of(
            DayRule.of(
                    "(?<![\\d-])(?<year>20\\d{2})-(?<month>\\d{2})-(?<day>\\d{2})(?![\\d-])",
                    (it, sent) -> of(it, sent, parseInt(it.group("month")))),
            DayRule.of(
                    "(?<![\\d.])(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?:(?<year>20\\d{2})(?!\\d)|(?!\\d))",
                    (it, sent) -> of(it, sent, parseInt(it.group("month")))),
            DayRule.of(
                    "(?<![\\d/])(?<one>\\d{1,2})/(?<two>\\d{1,2})/(?<year>20\\d{2})(?![\\d/])", CalendarDays::slashed),
            DayRule.of(
                    "(?<![\\d.:,])(?<day>\\d{1,2})" + ORDINAL + "?" + RANGE + "(?:\\s+of)?\\s+(?<month>" + MONTH
                            + ")\\b" + NO_VERB + YEAR,
                    (it, sent) -> of(it, sent, Words.month(it.group("month")))),
            DayRule.of(
                    "\\b(?<month>" + MONTH + ")\\.?\\s+(?<day>\\d{1,2})" + ORDINAL + "?(?![\\d:.%]\\d?|\\s?[ap]m\\b)"
                            + YEAR,
                    (it, sent) -> of(it, sent, Words.month(it.group("month")))),
            DayRule.span(
                    "\\b(?<month>" + MONTH + ")\\s+(?<year>20\\d{2})(?!\\d)",
                    (it, _) -> LocalDate.of(parseInt(it.group("year")), Words.month(it.group("month")), 1)),
            DayRule.span(
                    "(?<=\\b(?:in|by|until) )(?<month>" + MONTH + ")\\b(?!\\s*\\d)" + NO_VERB,
                    (it, sent) -> nextMonth(Words.month(it.group("month")), sent)),
            DayRule.of(
                    "(?<=\\b(?:on|by|until|before|from) )the\\s+(?<day>\\d{1,2})" + ORDINAL + "\\b(?=\\s*(?:[.,;!?)]|$"
                            + "|(?:at|from|around|@|in the|for|with|and|please|\\d)))",
                    (it, sent) -> nextDay(parseInt(it.group("day")), sent)));

    private CalendarDays() {}

    private static @Nullable LocalDate of(MatchResult it, LocalDate sent, int month) {
        int day = parseInt(it.group("day"));
        String year = it.group("year");
        return year == null ? withoutYear(month, day, sent) : LocalDate.of(parseInt(year), month, day);
    }

    /// The next one, unless it was not long ago: then the past one may be meant. 29 February waits for a leap
    /// year.
    private static @Nullable LocalDate withoutYear(int month, int day, LocalDate sent) {
        List<LocalDate> dates = IntStream.rangeClosed(sent.getYear() - 1, sent.getYear() + 8)
                .filter(year -> !(month == 2 && day == 29) || Year.isLeap(year))
                .mapToObj(year -> LocalDate.of(year, month, day))
                .filter(date -> date.isAfter(sent.minusDays(LATELY)))
                .toList();
        return dates.getFirst().isBefore(sent) ? null : dates.getFirst();
    }

    /// Americans begin with the month and others with the day, so a date that both can read is not read.
    private static @Nullable LocalDate slashed(MatchResult it, LocalDate sent) {
        int one = parseInt(it.group("one"));
        int two = parseInt(it.group("two"));
        int year = parseInt(it.group("year"));
        if (one != two && one <= 12 && two <= 12) {
            return null;
        }
        return one > 12 ? LocalDate.of(year, two, one) : LocalDate.of(year, one, two);
    }

    private static LocalDate nextMonth(int month, LocalDate sent) {
        int year = month < sent.getMonthValue() ? sent.getYear() + 1 : sent.getYear();
        return LocalDate.of(year, month, 1);
    }

    private static @Nullable LocalDate nextDay(int day, LocalDate sent) {
        YearMonth month = YearMonth.from(sent);
        for (int i = 0; i < 3 && day >= 1; i++) {
            YearMonth one = month.plusMonths(i);
            if (one.isValidDay(day) && !one.atDay(day).isBefore(sent)) {
                return one.atDay(day);
            }
        }
        return null;
    }
}
