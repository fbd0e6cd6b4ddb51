package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.SHIFT;
import static io.omne.recall.domain.TimeWords.YEAR;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;

/// Thirds of weeks, months and years: "early June", "mid-2023", "the end of last month".
final class PartialDates {

    private static final String PART =
            "(?<part>early|mid|late|beginning of|start of|middle of|end of" + "|anfang|mitte|ende)[\\s-]";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    PART + CalendarDates.NAMED + CalendarDates.OF_YEAR + "?",
                    (it, reference) -> part(it, CalendarDates.month(it, reference, 0))),
            TimeRule.of(
                    PART + "(?:the\\syear\\s|des\\sjahres\\s)?(?<year>" + YEAR + ")",
                    (it, _) -> part(it, Days.year(Integer.parseInt(it.group("year"))))),
            TimeRule.of(
                    PART + "(?:" + SHIFT + "|(?:the|des|der)\\s)(?<unit>week|month|year|woche|monats|jahres)",
                    (it, reference) -> part(
                            it, RelativeDates.unit(it.group("unit"), shift(it.group("shift")), reference.today()))));

    private PartialDates() {}

    private static Days part(MatchResult it, Days whole) {
        return switch (lower(it.group("part"))) {
            case "early", "beginning of", "start of", "anfang" -> new Days(whole.from(), third(whole, 1));
            case "late", "end of", "ende" -> new Days(third(whole, 2), whole.until());
            default -> new Days(third(whole, 1), third(whole, 2));
        };
    }

    /// The first day after some thirds. A year has whole months.
    private static LocalDate third(Days whole, int thirds) {
        return whole.length() > 31
                ? whole.from().plusMonths(4L * thirds)
                : whole.from().plusDays(whole.length() / 3 * thirds);
    }
}
