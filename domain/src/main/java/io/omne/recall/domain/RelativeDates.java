package io.omne.recall.domain;

import static io.omne.recall.domain.CalendarDates.shift;
import static io.omne.recall.domain.TimeWords.NUMBER;
import static io.omne.recall.domain.TimeWords.UNIT;
import static io.omne.recall.domain.TimeWords.WEEKDAY;
import static io.omne.recall.domain.TimeWords.WEEKDAYS;
import static io.omne.recall.domain.TimeWords.in;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.number;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/// Times counted from today: "yesterday", "last week", "three days ago", "on Tuesday".
final class RelativeDates {

    private static final String SHIFT = "(?<shift>last|previous|past|this|next|coming"
            + "|(?:letzte|vorige|vergangene|diese|nächste|kommende)[mnrs]?)\\s";
    private static final String SOME = "(?:(?<few>a few|few|several|some|ein paar|einige[nr]?)|(?<n>" + NUMBER + "))";

    /// How many "a few" are: from two to five.
    private static final int FEWEST = 2;

    private static final int FEW = 5;

    private static final Map<String, Integer> DAYS = Map.ofEntries(
            Map.entry("today", 0),
            Map.entry("tonight", 0),
            Map.entry("heute", 0),
            Map.entry("yesterday", -1),
            Map.entry("last night", -1),
            Map.entry("gestern", -1),
            Map.entry("tomorrow", 1),
            Map.entry("day before yesterday", -2),
            Map.entry("vorgestern", -2),
            Map.entry("day after tomorrow", 2),
            Map.entry("übermorgen", 2));

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    "(?<word>day before yesterday|day after tomorrow|yesterday|last night|today|tonight|tomorrow"
                            + "|vorgestern|gestern|heute|übermorgen)",
                    (it, reference) ->
                            Days.one(reference.today().plusDays(DAYS.getOrDefault(lower(it.group("word")), 0)))),
            TimeRule.of(SOME + "\\s(?<unit>" + UNIT + ")\\s(?:ago|earlier)", RelativeDates::ago),
            TimeRule.of("vor\\s(?:etwa\\s|rund\\s)?" + SOME + "\\s(?<unit>" + UNIT + ")", RelativeDates::ago),
            TimeRule.of(
                    "(?:last|past|previous|letzten|vergangenen)\\s" + SOME + "\\s(?<unit>" + UNIT + ")",
                    RelativeDates::lately),
            TimeRule.of(
                    SHIFT + "(?<unit>week(?:end)?|month|year|woche(?:nende)?|monats?|jahr(?:es)?)",
                    RelativeDates::unit),
            TimeRule.of("(?:" + SHIFT + "|(?:on|am)\\s)(?<weekday>" + WEEKDAY + ")", RelativeDates::weekday));

    private RelativeDates() {}

    private static Days ago(MatchResult it, TimeReference reference) {
        String unit = it.group("unit");
        if (it.group("few") != null) {
            return before(reference.today(), FEW, unit).to(before(reference.today(), FEWEST, unit));
        }
        return before(reference.today(), number(it.group("n")), unit);
    }

    /// The day that many days ago, the days around the one so many weeks ago, or the month or year.
    private static Days before(LocalDate today, int count, String unit) {
        return switch (Character.toLowerCase(unit.charAt(0))) {
            case 'd', 't' -> Days.one(today.minusDays(count));
            case 'w' -> {
                LocalDate day = today.minusWeeks(count);
                yield new Days(day.minusDays(3), day.plusDays(4));
            }
            case 'm' -> Days.month(YearMonth.from(today.minusMonths(count)));
            default -> Days.year(today.getYear() - count);
        };
    }

    private static Days lately(MatchResult it, TimeReference reference) {
        int count = it.group("few") == null ? number(it.group("n")) : FEW;
        LocalDate today = reference.today();
        LocalDate from = switch (Character.toLowerCase(it.group("unit").charAt(0))) {
            case 'd', 't' -> today.minusDays(count);
            case 'w' -> today.minusWeeks(count);
            case 'm' -> today.minusMonths(count);
            default -> today.minusYears(count);
        };
        return new Days(from, today.plusDays(1));
    }

    private static Days unit(MatchResult it, TimeReference reference) {
        int shift = shift(it.group("shift"));
        LocalDate today = reference.today();
        return switch (lower(it.group("unit"))) {
            case "week", "woche" -> Days.week(today.plusWeeks(shift));
            case "weekend", "wochenende" -> Days.weekend(today.plusWeeks(shift));
            case "month", "monat", "monats" -> Days.month(YearMonth.from(today.plusMonths(shift)));
            default -> Days.year(today.getYear() + shift);
        };
    }

    /// The weekday before today, or after it for "next".
    private static Days weekday(MatchResult it, TimeReference reference) {
        DayOfWeek day = DayOfWeek.of(in(WEEKDAYS, it.group("weekday")));
        @Nullable String shift = it.group("shift");
        if (shift != null && shift(shift) == 0) {
            return Days.one(Days.week(reference.today()).from().plusDays(day.getValue() - 1L));
        }
        return Days.one(reference
                .today()
                .with(
                        shift != null && shift(shift) > 0
                                ? TemporalAdjusters.next(day)
                                : TemporalAdjusters.previous(day)));
    }
}
