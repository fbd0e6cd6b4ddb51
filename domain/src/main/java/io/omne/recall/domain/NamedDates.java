package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.YEAR;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.MatchResult;

/// Seasons and holidays.
final class NamedDates {

    private static final String OF_YEAR = "(?:,?\\s(?:of\\s|in\\s|des\\sjahres\\s)?(?<year>" + YEAR + "))";
    private static final String SEASON = "(?<season>spring|summer|autumn|fall|winter|frühling|frühjahr|sommer|herbst)";
    private static final String SHIFT = "(?<shift>last|this|next|letzten|vorigen|diesen|nächsten|kommenden)\\s";

    /// The first of January may be said with its year before it: "the 2024 New Year's party".
    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    "(?<name>christmas eve|christmas|xmas|boxing day|new year['’]s eve|halloween|thanksgiving"
                            + "|valentine['’]?s day|easter|heiligabend|weihnachten|silvester|neujahr|ostern)" + OF_YEAR
                            + "?",
                    (it, reference) -> reference.in(it.group("year"), year -> holiday(lower(it.group("name")), year))),
            TimeRule.of(
                    "(?:(?<before>" + YEAR + ")\\s)?new year(?!['’]s eve)(?:['’]s)?(?:\\sday)?" + OF_YEAR + "?",
                    NamedDates::newYear),
            TimeRule.of(
                    SEASON + OF_YEAR,
                    (it, reference) -> reference.in(it.group("year"), year -> season(lower(it.group("season")), year))),
            TimeRule.of(SHIFT + SEASON, NamedDates::relativeSeason),
            TimeRule.of(
                    "(?<=\\b(?:in|during|over|in the|during the|over the|im) )" + SEASON,
                    (it, reference) -> reference.in(null, year -> season(lower(it.group("season")), year))));

    private NamedDates() {}

    private static Days newYear(MatchResult it, TimeReference reference) {
        String year = it.group("year") == null ? it.group("before") : it.group("year");
        return reference.in(year, y -> Days.one(LocalDate.of(y, 1, 1)));
    }

    private static Days relativeSeason(MatchResult it, TimeReference reference) {
        String name = lower(it.group("season"));
        LocalDate today = reference.today();
        int year = today.getYear();
        return switch (shift(it.group("shift"))) {
            case 0 -> season(name, year);
            case 1 -> season(name, season(name, year).from().isAfter(today) ? year : year + 1);
            default -> season(name, season(name, year).until().isAfter(today) ? year - 1 : year);
        };
    }

    /// A winter is named after the year in which it ends.
    private static Days season(String name, int year) {
        LocalDate from = switch (name) {
            case "spring", "frühling", "frühjahr" -> LocalDate.of(year, 3, 1);
            case "summer", "sommer" -> LocalDate.of(year, 6, 1);
            case "winter" -> LocalDate.of(year - 1, 12, 1);
            default -> LocalDate.of(year, 9, 1);
        };
        return new Days(from, from.plusMonths(3));
    }

    private static Days holiday(String name, int year) {
        return switch (name) {
            case "christmas eve", "heiligabend" -> Days.one(LocalDate.of(year, 12, 24));
            case "christmas", "xmas", "weihnachten" -> new Days(LocalDate.of(year, 12, 24), LocalDate.of(year, 12, 27));
            case "boxing day" -> Days.one(LocalDate.of(year, 12, 26));
            case "halloween" -> Days.one(LocalDate.of(year, 10, 31));
            case "thanksgiving" ->
                Days.one(LocalDate.of(year, 11, 1).with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
            case "easter", "ostern" ->
                new Days(easter(year).minusDays(2), easter(year).plusDays(2));
            case "neujahr" -> Days.one(LocalDate.of(year, 1, 1));
            case "silvester", "new year's eve", "new year’s eve" -> Days.one(LocalDate.of(year, 12, 31));
            default -> Days.one(LocalDate.of(year, 2, 14));
        };
    }

    /// Easter Sunday of the Gregorian calendar, by the golden number and the epact.
    private static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        return LocalDate.of(year, 3, 28).plusDays(moon - (long) weekday);
    }
}
