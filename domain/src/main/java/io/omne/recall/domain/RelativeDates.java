package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.DAYTIME;
import static io.omne.recall.domain.TimeWords.NUMBER;
import static io.omne.recall.domain.TimeWords.SHIFT;
import static io.omne.recall.domain.TimeWords.SOME;
import static io.omne.recall.domain.TimeWords.UNIT;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.number;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;

/// Times counted from today: "yesterday", "last week", "three days ago".
final class RelativeDates {

    /// How many "a few" are: from two to five.
    private static final int FEWEST = 2;

    static final int FEW = 5;

    private static final Map<String, Integer> DAYS = Map.ofEntries(
            Map.entry("yesterday", -1),
            Map.entry("last night", -1),
            Map.entry("letzte nacht", -1),
            Map.entry("gestern", -1),
            Map.entry("tomorrow", 1),
            Map.entry("day before yesterday", -2),
            Map.entry("vorgestern", -2),
            Map.entry("day after tomorrow", 2),
            Map.entry("übermorgen", 2));

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    "(?<word>day before yesterday|day after tomorrow|yesterday|last night|today|tonight|tomorrow"
                            + "|this morning|this afternoon|this evening"
                            + "|vorgestern|gestern|heute|übermorgen|letzte nacht)" + DAYTIME,
                    (it, reference) ->
                            Days.one(reference.today().plusDays(DAYS.getOrDefault(lower(it.group("word")), 0)))),
            TimeRule.of(SOME + "\\s(?<unit>" + UNIT + ")\\s(?:ago|earlier)", RelativeDates::ago),
            TimeRule.of("vor\\s(?:etwa\\s|rund\\s)?" + SOME + "\\s(?<unit>" + UNIT + ")", RelativeDates::ago),
            TimeRule.of("(?<n>" + NUMBER + ")\\s(?<unit>" + UNIT + ")\\sago\\stoday", RelativeDates::dayAgo),
            TimeRule.of("heute\\svor\\s(?<n>" + NUMBER + ")\\s(?<unit>" + UNIT + ")", RelativeDates::dayAgo),
            TimeRule.of(
                    SHIFT + "(?<unit>week(?:end)?|month|year|woche(?:nende)?|monats?|jahr(?:es)?)",
                    (it, reference) -> unit(it.group("unit"), shift(it.group("shift")), reference.today())));

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
        LocalDate day = plus(today, -count, unit);
        return switch (Character.toLowerCase(unit.charAt(0))) {
            case 'd', 't' -> Days.one(day);
            case 'w' -> new Days(day.minusDays(3), day.plusDays(4));
            case 'm' -> Days.month(YearMonth.from(day));
            default -> Days.year(day.getYear());
        };
    }

    private static Days dayAgo(MatchResult it, TimeReference reference) {
        return Days.one(plus(reference.today(), -number(it.group("n")), it.group("unit")));
    }

    /// @param unit a word for days, weeks, months or years
    static LocalDate plus(LocalDate day, int count, String unit) {
        return switch (Character.toLowerCase(unit.charAt(0))) {
            case 'd', 't' -> day.plusDays(count);
            case 'w' -> day.plusWeeks(count);
            case 'm' -> day.plusMonths(count);
            default -> day.plusYears(count);
        };
    }

    /// The week, weekend, month or year of a day, or another one.
    ///
    /// @param shift −1 for the one before, 1 for the one after
    static Days unit(String unit, int shift, LocalDate day) {
        return switch (lower(unit)) {
            case "week", "woche" -> Days.week(day.plusWeeks(shift));
            case "weekend", "wochenende" -> Days.weekend(day.plusWeeks(shift));
            case "month", "monat", "monats" -> Days.month(YearMonth.from(day.plusMonths(shift)));
            default -> Days.year(day.getYear() + shift);
        };
    }
}
