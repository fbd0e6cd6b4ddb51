package io.omne.recall.domain;

import io.omne.recall.TimeWindow;
import io.omne.recall.TimeWindow.Meaning;
import io.omne.recall.domain.TimeRule.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the time that a question names, in English and German.
public final class TimeExpressions {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String ARTICLE = "(?:\\s(?:the|dem|den|der|zum|about|around))?\\s$";
    private static final Pattern BEFORE = Pattern.compile("(?:^|\\P{L})(?:before|prior to|vor)" + ARTICLE, FLAGS);
    private static final Pattern UNTIL = Pattern.compile("(?:^|\\P{L})(?:until|till|by|bis)" + ARTICLE, FLAGS);
    private static final Pattern AFTER = Pattern.compile("(?:^|\\P{L})(?:after|nach)" + ARTICLE, FLAGS);
    private static final Pattern SINCE = Pattern.compile("(?:^|\\P{L})(?:since|seit|ab)" + ARTICLE, FLAGS);
    private static final Pattern BETWEEN =
            Pattern.compile("\\s(?:and|to|until|till|through|und|bis)(?:\\s(?:the|zum))?\\s|\\s?[-–]\\s?", FLAGS);

    /// Longer than from one Easter to the next: any date without a year is another one by then.
    private static final Duration YEARS = Duration.ofDays(800);

    private static final Pattern OF_MONTH = Pattern.compile(TimeWords.MONTH, FLAGS);
    private static final Pattern OF_YEAR = Pattern.compile(TimeWords.YEAR);
    static final List<TimeRule> RULES = Stream.of(
                    CalendarDates.RULES,
                    DaysOfMonths.RULES,
                    PartialDates.RULES,
                    RollingDates.RULES,
                    RelativeDates.RULES,
                    Weekdays.RULES,
                    NamedDates.RULES)
            .flatMap(List::stream)
            .toList();

    private TimeExpressions() {}

    /// The time that the question names; of several, the most precise one. "between" and "from … to" make one.
    ///
    /// @param at the moment from which "yesterday" is counted
    /// @param newest the time of the user's newest memory, if there is one: a date without a year is the last one
    ///     that is neither after it nor after `at`
    public static Optional<TimeWindow> in(String question, Instant at, @Nullable Instant newest) {
        LocalDate today = day(at);
        LocalDate latest = newest == null || newest.isAfter(at) ? today : day(newest);
        List<Found> found = joined(question, longest(question, new TimeReference(today, latest)));
        return found.stream()
                .min(Comparator.comparingLong(it -> it.days().length()))
                .map(it -> window(question, it));
    }

    /// Whether the time that the question names depends on the newest memory, because it is a date without a year.
    ///
    /// @param at the moment from which "yesterday" is counted
    public static boolean isWithoutYear(String question, Instant at) {
        return !in(question, at, null).equals(in(question, at, at.minus(YEARS)));
    }

    private static LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    /// Of those that overlap, the one that begins first, and the longest of these.
    private static List<Found> longest(String question, TimeReference reference) {
        List<Found> all = RULES.stream()
                .flatMap(rule -> rule.find(question, reference))
                .sorted(Comparator.comparingInt(Found::start)
                        .thenComparing(Comparator.comparingInt(Found::end).reversed()))
                .toList();
        List<Found> kept = new ArrayList<>();
        for (Found it : all) {
            if (kept.isEmpty() || kept.getLast().end() <= it.start()) {
                kept.add(it);
            }
        }
        return kept;
    }

    private static List<Found> joined(String question, List<Found> found) {
        List<Found> joined = new ArrayList<>();
        for (Found it : found) {
            if (!joined.isEmpty() && areJoined(question, joined.getLast(), it)) {
                Found first = joined.removeLast();
                joined.add(new Found(first.start(), it.end(), between(question, first, it)));
            } else {
                joined.add(it);
            }
        }
        return joined;
    }

    /// If only one date has a year, the other one is the nearest that makes a period with it: "between March and May
    /// 2025", "from October 2024 to May". If neither has one, the first is the last one before the second.
    private static Days between(String question, Found first, Found second) {
        Days from = first.days();
        Days to = second.days();
        if (isWithoutYear(question, first)) {
            int firstYear = 1 - from.from().getYear();
            return from.plusYears(Math.max(firstYear, years(from, to))).to(to);
        }
        return isWithoutYear(question, second) ? from.to(to.plusYears(-years(from, to))) : from.to(to);
    }

    /// How many whole years lie between the beginnings; negative if the first is later.
    private static int years(Days from, Days to) {
        int years = to.from().getYear() - from.from().getYear();
        return from.from().plusYears(years).isAfter(to.from()) ? years - 1 : years;
    }

    private static boolean isWithoutYear(String question, Found date) {
        String text = question.substring(date.start(), date.end());
        return OF_MONTH.matcher(text).find() && !OF_YEAR.matcher(text).find();
    }

    private static boolean areJoined(String question, Found one, Found other) {
        return BETWEEN.matcher(question.substring(one.end(), other.start())).matches();
    }

    private static TimeWindow window(String question, Found found) {
        String text = question.substring(found.start(), found.end());
        String before = question.substring(0, found.start());
        Days days = found.days();
        if (BEFORE.matcher(before).find()) {
            return new TimeWindow(text, null, days.from(), Meaning.BEFORE);
        }
        if (UNTIL.matcher(before).find()) {
            return new TimeWindow(text, null, days.until(), Meaning.BEFORE);
        }
        if (AFTER.matcher(before).find()) {
            return new TimeWindow(text, days.until(), null, Meaning.AFTER);
        }
        if (SINCE.matcher(before).find()) {
            return new TimeWindow(text, days.from(), null, Meaning.AFTER);
        }
        return new TimeWindow(text, days.from(), days.until(), Meaning.IN);
    }
}
