package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.SOME;
import static io.omne.recall.domain.TimeWords.UNIT;
import static io.omne.recall.domain.TimeWords.lower;
import static io.omne.recall.domain.TimeWords.number;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.MatchResult;

/// Periods that end or begin today: "the last few days", "the next two weeks", "earlier this month".
final class RollingDates {

    private static final String SHIFT =
            "(?<shift>last|past|previous|recent|next|coming|(?:letzte|vergangene|nächste|kommende)[nr]?)\\s";

    /// "The last days of" something are others.
    private static final String SEVERAL =
            "(?<unit>days|weeks|months|years|tagen?|wochen|monaten?|jahren?)(?!\\s(?:of|des|der|von|vor)\\s)";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of(
                    SHIFT + SOME + "\\s(?<unit>" + UNIT + ")",
                    (it, reference) -> rolling(
                            it, it.group("few") == null ? number(it.group("n")) : RelativeDates.FEW, reference)),
            TimeRule.of(SHIFT + SEVERAL, (it, reference) -> rolling(it, RelativeDates.FEW, reference)),
            TimeRule.of(
                    "(?<shift>past|(?<=\\b(?:in|over|during|within) the )last)\\s(?<unit>week|month|year)",
                    (it, reference) -> rolling(it, 1, reference)),
            TimeRule.of(
                    "(?<part>earlier|later|früher|später)\\s(?:in\\s)?(?:this|diese[mrs])"
                            + "\\s(?<unit>week|month|year|woche|monat|jahr)",
                    RollingDates::partOfUnit));

    private RollingDates() {}

    private static Days rolling(MatchResult it, int count, TimeReference reference) {
        LocalDate today = reference.today();
        String unit = it.group("unit");
        return shift(it.group("shift")) > 0
                ? new Days(today, RelativeDates.plus(today, count, unit).plusDays(1))
                : new Days(RelativeDates.plus(today, -count, unit), today.plusDays(1));
    }

    private static Days partOfUnit(MatchResult it, TimeReference reference) {
        LocalDate today = reference.today();
        Days whole = RelativeDates.unit(it.group("unit"), 0, today);
        return lower(it.group("part")).matches("earlier|früher")
                ? new Days(whole.from(), today.plusDays(1))
                : new Days(today, whole.until());
    }
}
