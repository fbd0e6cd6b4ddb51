package io.omne.recall.domain;

import static io.omne.recall.domain.TimeWords.DAYTIME;
import static io.omne.recall.domain.TimeWords.SHIFT;
import static io.omne.recall.domain.TimeWords.WEEKDAY;
import static io.omne.recall.domain.TimeWords.WEEKDAYS;
import static io.omne.recall.domain.TimeWords.in;
import static io.omne.recall.domain.TimeWords.shift;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/// Days of the week and weekends: "on Tuesday", "since Monday", "over the weekend". Those behind "until" and "before"
/// are still to come, others are past.
final class Weekdays {

    private static final String DAY = "(?<weekday>" + WEEKDAY + ")";
    private static final String WEEKEND = "(?:weekend|wochenende)";

    static final List<TimeRule> RULES = List.of(
            TimeRule.of("(?:" + SHIFT + "|(?:on|am)\\s)" + DAY + DAYTIME, Weekdays::shifted),
            TimeRule.of(
                    "(?<=\\b(?:since|after|from|seit|nach|ab|von) )" + DAY + DAYTIME,
                    (it, reference) -> Days.one(last(it.group("weekday"), reference))),
            TimeRule.of(
                    "(?<=\\b(?:until|till|by|before|bis|bis zum|vor|vor dem) )" + DAY + DAYTIME,
                    (it, reference) -> Days.one(
                            reference.today().with(TemporalAdjusters.nextOrSame(weekday(it.group("weekday")))))),
            TimeRule.of(
                    "(?<=\\b(?:from|between|von|zwischen) )" + DAY
                            + "\\s(?:to|and|until|till|through|bis|und)\\s(?<other>" + WEEKDAY + ")",
                    Weekdays::between),
            TimeRule.of(
                    "(?<=\\b(?:over the|on the|at the|during the|since the|after the|am|über das|seit dem|nach dem) )"
                            + WEEKEND + "|übers wochenende",
                    (_, reference) -> lastWeekend(reference.today())),
            TimeRule.of(
                    "(?<=\\b(?:before the|until the|till the|by the|vor dem|bis zum) )" + WEEKEND,
                    (_, reference) -> Days.weekend(reference.today())));

    private Weekdays() {}

    private static DayOfWeek weekday(String word) {
        return DayOfWeek.of(in(WEEKDAYS, word));
    }

    private static LocalDate last(String word, TimeReference reference) {
        return reference.today().with(TemporalAdjusters.previous(weekday(word)));
    }

    /// The one before today, or after it for "next".
    private static Days shifted(MatchResult it, TimeReference reference) {
        String word = it.group("weekday");
        @Nullable String shift = it.group("shift");
        if (shift == null || shift(shift) < 0) {
            return Days.one(last(word, reference));
        }
        LocalDate today = reference.today();
        return Days.one(
                shift(shift) > 0
                        ? today.with(TemporalAdjusters.next(weekday(word)))
                        : Days.week(today).from().with(TemporalAdjusters.nextOrSame(weekday(word))));
    }

    private static Days between(MatchResult it, TimeReference reference) {
        LocalDate from = last(it.group("weekday"), reference);
        return Days.one(from).to(Days.one(from.with(TemporalAdjusters.next(weekday(it.group("other"))))));
    }

    /// The last one that has begun.
    private static Days lastWeekend(LocalDate today) {
        Days weekend = Days.weekend(today);
        return weekend.from().isAfter(today) ? Days.weekend(today.minusWeeks(1)) : weekend;
    }
}
