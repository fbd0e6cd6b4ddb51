package io.omne.recall.domain;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.MatchResult;

/// Days of one month: several with it, "from the 5th to the 7th of May", and those without it, "on the 5th", "am
/// 5." Of the latter, those behind "until" and "before" are still to come, others are past.
final class DaysOfMonths {

    /// The 5th may also be a floor or an attempt, so only these may follow.
    private static final String ENGLISH = "(?<day>[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)"
            + "(?=\\s?(?:[?!,;:.)]|$)|\\s(?:and|or|to|until|till|at|in|with|did|was|were|is|i|we|you|he|she|they)\\s)";

    /// No noun may follow, which begins with a capital letter.
    private static final String GERMAN = "(?<day>[1-9]|[12]\\d|3[01])\\.(?!\\s?(?:\\d|(?-iu:\\p{Lu})))";

    /// What stands between the two days of "from the 5th until the 7th".
    private static final String ENGLISH_END = "\\d(?:st|nd|rd|th) (?:until|till) the ";

    private static final String GERMAN_END = "\\d\\. bis zum ";

    private static final String FIRST = "(?<first>\\d{1,2})";
    private static final String LAST = "(?<last>\\d{1,2})";
    private static final String NTH = "(?:st|nd|rd|th|\\.)?";
    private static final String TO = "(?:\\s?[-–]\\s?|\\s(?:to|until|till|through|bis)\\s(?:(?:the|zum)\\s)?)";
    private static final String AND = "\\s(?:and|und)\\s(?:(?:the|dem)\\s)?";
    private static final String BETWEEN = "(?<=\\b(?:between|between the|zwischen|zwischen dem) )";
    private static final String OF_MONTH = "\\s(?:of\\s)?" + CalendarDates.NAMED + CalendarDates.OF_YEAR + "?";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(FIRST + NTH + TO + LAST + NTH + OF_MONTH, DaysOfMonths::several),
            TimeRule.of(BETWEEN + FIRST + NTH + AND + LAST + NTH + OF_MONTH, DaysOfMonths::several),
            TimeRule.of(
                    CalendarDates.NAMED + "\\s(?:the\\s)?" + FIRST + NTH + TO + LAST + NTH + "(?![.:]\\d)"
                            + CalendarDates.OF_YEAR + "?",
                    DaysOfMonths::several),
            TimeRule.of(
                    FIRST + "\\.?" + TO + LAST + "\\.\\s?(?<month>\\d{1,2})\\.(?:\\s?(?<year>" + TimeWords.YEAR
                            + "|\\d\\d))?",
                    DaysOfMonths::several),
            TimeRule.of(
                    "(?<=\\b(?:on|since|after|from|between|to|and) the |" + ENGLISH_END + ")" + ENGLISH,
                    DaysOfMonths::last),
            TimeRule.of("(?<=\\b(?:am|vom|seit dem|nach dem) |" + GERMAN_END + ")" + GERMAN, DaysOfMonths::last),
            TimeRule.of("(?<=\\b(?:until|till|by|before) the )(?<!" + ENGLISH_END + ")" + ENGLISH, DaysOfMonths::next),
            TimeRule.of("(?<=\\b(?:bis zum|vor dem) )(?<!" + GERMAN_END + ")" + GERMAN, DaysOfMonths::next));

    private DaysOfMonths() {}

    /// A first day behind the last one is of the month before: "from the 29th to the 3rd of May".
    private static Days several(MatchResult it, TimeReference reference) {
        int first = Integer.parseInt(it.group("first"));
        Days last = CalendarDates.day(
                it.group("year"), CalendarDates.monthOf(it), Integer.parseInt(it.group("last")), reference);
        LocalDate before = first > last.from().getDayOfMonth() ? last.from().minusMonths(1) : last.from();
        return new Days(before.withDayOfMonth(first), last.until());
    }

    private static Days last(MatchResult it, TimeReference reference) {
        int day = Integer.parseInt(it.group("day"));
        LocalDate latest = reference.latest();
        YearMonth month = YearMonth.from(latest);
        while (!month.isValidDay(day) || month.atDay(day).isAfter(latest)) {
            month = month.minusMonths(1);
        }
        return Days.one(month.atDay(day));
    }

    private static Days next(MatchResult it, TimeReference reference) {
        int day = Integer.parseInt(it.group("day"));
        YearMonth month = YearMonth.from(reference.today());
        while (!month.isValidDay(day) || month.atDay(day).isBefore(reference.today())) {
            month = month.plusMonths(1);
        }
        return Days.one(month.atDay(day));
    }
}
