package io.omne.recall.domain;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.MatchResult;

/// Days without a month: "on the 5th", "am 5." Those behind "until" and "before" are still to come, others are past.
final class DaysOfMonths {

    /// The 5th may also be a floor or an attempt, so only these may follow.
    private static final String ENGLISH = "(?<day>[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)"
            + "(?=\\s?(?:[?!,;:.)]|$)|\\s(?:and|or|to|until|till|at|in|with|did|was|were|is|i|we|you|he|she|they)\\s)";

    /// No noun may follow, which begins with a capital letter.
    private static final String GERMAN = "(?<day>[1-9]|[12]\\d|3[01])\\.(?!\\s?(?:\\d|(?-iu:\\p{Lu})))";

    /// What stands between the two days of "from the 5th until the 7th".
    private static final String ENGLISH_END = "\\d(?:st|nd|rd|th) (?:until|till) the ";

    private static final String GERMAN_END = "\\d\\. bis zum ";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    "(?<=\\b(?:on|since|after|from|between|to|and) the |" + ENGLISH_END + ")" + ENGLISH,
                    DaysOfMonths::last),
            TimeRule.of("(?<=\\b(?:am|vom|seit dem|nach dem) |" + GERMAN_END + ")" + GERMAN, DaysOfMonths::last),
            TimeRule.of("(?<=\\b(?:until|till|by|before) the )(?<!" + ENGLISH_END + ")" + ENGLISH, DaysOfMonths::next),
            TimeRule.of("(?<=\\b(?:bis zum|vor dem) )(?<!" + GERMAN_END + ")" + GERMAN, DaysOfMonths::next));

    private DaysOfMonths() {}

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
