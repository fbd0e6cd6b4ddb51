package io.omne.conversations.adapter.rules.dates;

import static io.omne.conversations.adapter.rules.dates.Words.MONTH;
import static io.omne.conversations.adapter.rules.dates.Words.NUMBER;
import static io.omne.conversations.adapter.rules.dates.Words.SHORT_WEEKDAY;
import static io.omne.conversations.adapter.rules.dates.Words.WEEKDAY;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;

/// Days counted from the day of the message: "tomorrow", "on Tuesday", "next week", "in two weeks".
///
/// A weekday is the next one that is not today. "Next" before it means the week after this one, which begins
/// on Monday.
final class NearDays {

    /// Those are past, or come again and again.
    private static final String NOT_PAST = "(?<!\\b(?:last|past|every|each|since|previous|most|that) )";

    /// A full date behind the weekday says which one it is.
    private static final String NO_DATE = "(?!,?\\s+(?:the\\s+)?(?:\\d{1,2}(?:st|nd|rd|th)?(?:\\s+of)?\\s+(?:" + MONTH
            + ")\\b|(?:" + MONTH + ")\\s+\\d|20\\d{2}-|\\d{1,2}\\.\\d{1,2}\\.))";

    private static final String WHICH = "(?:\\b(?<which>next|this|coming)\\s+)?";

    static final List<DayRule> RULES = List.of(
            DayRule.of("\\b(?:the\\s+)?day after tomorrow\\b", (_, sent) -> sent.plusDays(2)),
            DayRule.of("\\b(?:tomorrow|tomorow|tmrw|tmr|tmw|2moro)\\b", (_, sent) -> sent.plusDays(1)),
            DayRule.of("\\b(?:today|tonight|this (?=morning\\b|afternoon\\b|evening\\b))", (_, sent) -> sent),
            DayRule.of(WHICH + NOT_PAST + "\\b(?<weekday>" + WEEKDAY + ")\\b(?!s\\b)" + NO_DATE, NearDays::weekday),
            // "Sat" and "sun" are words, so a short name needs a time behind it, or a word before it that goes with
            // days.
            DayRule.of(
                    NOT_PAST + "\\b(?<weekday>" + SHORT_WEEKDAY
                            + ")\\b\\.?(?=,?\\s+(?:at\\s+|@\\s*)?\\d{1,2}(?::\\d\\d|\\s?[ap]m\\b))",
                    NearDays::weekday),
            DayRule.of(
                    "(?<=\\b(?:on|by|until|before|next|this) )(?<weekday>" + SHORT_WEEKDAY + ")\\b" + NO_DATE,
                    NearDays::weekday),
            DayRule.of("(?<![\\p{L}])(?<weekday>mon|tues?|thurs?|thu|fri)[.!]?$", NearDays::weekday),
            DayRule.of("\\bin\\s+(?<number>" + NUMBER + ")\\s+(?<unit>day|week|month)s?\\b", NearDays::later),
            DayRule.span("\\bnext week\\b", (_, sent) -> sent.with(TemporalAdjusters.next(DayOfWeek.MONDAY))),
            DayRule.span("\\bnext month\\b", (_, sent) -> sent.plusMonths(1).withDayOfMonth(1)),
            DayRule.span(
                    "\\b(?:this|at the|on the|over the) weekend\\b",
                    (_, sent) -> sent.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY))),
            DayRule.span(
                    "\\bnext weekend\\b",
                    (_, sent) -> sent.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                            .with(TemporalAdjusters.next(DayOfWeek.SATURDAY))));

    private NearDays() {}

    private static LocalDate weekday(MatchResult it, LocalDate sent) {
        DayOfWeek day = DayOfWeek.of(Words.weekday(it.group("weekday")));
        boolean isNext = it.namedGroups().containsKey("which") && "next".equalsIgnoreCase(it.group("which"));
        return isNext
                ? sent.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).with(TemporalAdjusters.nextOrSame(day))
                : sent.with(TemporalAdjusters.next(day));
    }

    private static LocalDate later(MatchResult it, LocalDate sent) {
        int number = Words.number(it.group("number"));
        return switch (it.group("unit").toLowerCase(Locale.ROOT)) {
            case "day" -> sent.plusDays(number);
            case "week" -> sent.plusWeeks(number);
            default -> sent.plusMonths(number);
        };
    }
}
