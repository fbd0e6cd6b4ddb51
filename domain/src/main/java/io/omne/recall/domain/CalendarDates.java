package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.MONTH;
import static io.omne.recall.domain.TimeWords.MONTHS;
import static io.omne.recall.domain.TimeWords.ORDINAL;
import static io.omne.recall.domain.TimeWords.ORDINALS;
import static io.omne.recall.domain.TimeWords.YEAR;
import static io.omne.recall.domain.TimeWords.in;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/// Dates of the calendar: days, weeks of a month, months, quarters and years.
final class CalendarDates {

    private static final String DAY = "(?<day>\\d{1,2})";
    static final String NAMED = "(?<month>" + MONTH + ")\\.?";
    static final String OF_YEAR = "(?:,?\\s(?:of\\s|in\\s)?(?<year>" + YEAR + "))";

    /// "May" and "March" are also other words: a month alone needs a word before it.
    private static final String BEFORE_MONTH =
            "(?:(?<=\\b(?:in|of|by|since|until|till|during|throughout|before|after|from|between|and|to|for|im|seit|bis"
                    + "|vor|nach|ab|des|von|zwischen|und|zum) )|(?<shift>last|this|next|past|letzten|vorigen|diesen|nächsten)\\s)";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of("(?<year>" + YEAR + ")-(?<month>\\d\\d)-(?<day>\\d\\d)", CalendarDates::day),
            TimeRule.of(
                    "(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.\\s?(?<year>" + YEAR + "|\\d\\d)", CalendarDates::day),
            TimeRule.of(
                    "(?<=\\b(?:am|vom|bis|seit|nach|vor|dem|zum) )(?<day>\\d{1,2})\\.\\s?(?<month>\\d{1,2})\\.(?!\\d)",
                    CalendarDates::day),
            TimeRule.of("(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>" + YEAR + "|\\d\\d)", CalendarDates::slashed),
            TimeRule.of(DAY + "(?:st|nd|rd|th|\\.)?\\s(?:of\\s)?" + NAMED + OF_YEAR + "?", CalendarDates::day),
            TimeRule.of(NAMED + "\\s(?:the\\s)?" + DAY + "(?:st|nd|rd|th)?" + OF_YEAR + "?", CalendarDates::day),
            TimeRule.of(
                    "(?<which>" + ORDINAL + "|last|letzten?)\\s(?<what>week|weekend|woche|wochenende)\\s"
                            + "(?:of|in|im|des)\\s(?:" + NAMED + "(?:\\s(?<year>" + YEAR + "))?|(?:jahres\\s)?(?<only>"
                            + YEAR + "))",
                    CalendarDates::weekOf),
            TimeRule.of(NAMED + OF_YEAR, (it, reference) -> month(it, reference, 0)),
            TimeRule.of(BEFORE_MONTH + NAMED, (it, reference) -> month(it, reference, shift(it.group("shift")))),
            TimeRule.of(
                    "(?:q(?<quarter>[1-4])|(?<which>" + ORDINAL + ")\\s(?:quarter|quartal))" + OF_YEAR + "?",
                    CalendarDates::quarter),
            TimeRule.of(
                    "(?<=\\b(?:in|of|during|since|until|before|after|by|from|between|to|and|year|jahre?|seit|bis|vor|nach|von|zwischen"
                            + "|und|ab) )(?<year>" + YEAR + ")",
                    (it, _) -> Days.year(Integer.parseInt(it.group("year")))));

    private CalendarDates() {}

    private static Days day(MatchResult it, TimeReference reference) {
        return day(year(it), monthOf(it), Integer.parseInt(it.group("day")), reference);
    }

    static Days day(@Nullable String year, int month, int day, TimeReference reference) {
        return reference.in(year == null ? null : whole(year, reference), y -> Days.one(LocalDate.of(y, month, day)));
    }

    /// @throws DateTimeException if two digits would name a year that is far in the future
    private static String whole(String year, TimeReference reference) {
        String whole = year.length() == 2 ? "20" + year : year;
        if (year.length() == 2 && Integer.parseInt(whole) > reference.today().getYear() + 1) {
            throw new DateTimeException(year);
        }
        return whole;
    }

    /// Month first, as in America, unless that is no date.
    private static Days slashed(MatchResult it, TimeReference reference) {
        int one = Integer.parseInt(it.group("month"));
        int other = Integer.parseInt(it.group("day"));
        return one > 12 ? day(it.group("year"), other, one, reference) : day(it.group("year"), one, other, reference);
    }

    static int monthOf(MatchResult it) {
        String month = it.group("month");
        return Character.isDigit(month.charAt(0)) ? Integer.parseInt(month) : in(MONTHS, month);
    }

    static Days month(MatchResult it, TimeReference reference, int shift) {
        return reference.month(monthOf(it), year(it), shift);
    }

    private static @Nullable String year(MatchResult it) {
        return it.namedGroups().containsKey("year") ? it.group("year") : null;
    }

    private static Days weekOf(MatchResult it, TimeReference reference) {
        String only = it.group("only");
        Days whole = only == null ? month(it, reference, 0) : Days.year(Integer.parseInt(only));
        boolean weekend = lower(it.group("what")).endsWith("end")
                || lower(it.group("what")).endsWith("ende");
        String which = lower(it.group("which"));
        LocalDate day = which.startsWith("l")
                ? whole.until().minusDays(7)
                : whole.from().plusDays(7L * (in(ORDINALS, which) - 1));
        return weekend ? Days.weekend(day) : new Days(day, day.plusDays(7));
    }

    private static Days quarter(MatchResult it, TimeReference reference) {
        String number = it.group("quarter");
        int quarter = number == null ? in(ORDINALS, it.group("which")) : Integer.parseInt(number);
        return reference.in(it.group("year"), year -> {
            LocalDate from = LocalDate.of(year, 3 * quarter - 2, 1);
            return new Days(from, from.plusMonths(3));
        });
    }
}
