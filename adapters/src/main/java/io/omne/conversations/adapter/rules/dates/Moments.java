package io.omne.conversations.adapter.rules.dates;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the first day or time that a sentence names. It is counted from the moment when the message was
/// sent, in its sender's offset from UTC.
public final class Moments {

    private static final Pattern PART =
            Pattern.compile("\\s*\\b(morning|afternoon|evening|night)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_TIME = Pattern.compile("[\\s,()@–?-]*(?:(?:at|from|around|about)\\s*)?");
    private static final Pattern BEFORE_DAY = Pattern.compile("(?: [A-Z]{2,4})?[\\s,]*(?:(?:on|this|the)\\s*)?");

    /// What happens again and again has no moment.
    private static final Pattern REPEATED = Pattern.compile(
            "\\b(?:every|each)\\s+(?:other\\s+)?(?:\\w+day|day|week|month|morning|evening|night|year)\\b"
                    + "|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)days\\b",
            Pattern.CASE_INSENSITIVE);

    private Moments() {}

    public static @Nullable Moment first(String text, OffsetDateTime sentAt) {
        if (REPEATED.matcher(text).find()) {
            return null;
        }
        LocalDate sent = sentAt.toLocalDate();
        Day day = Stream.of(CalendarDays.RULES, NearDays.RULES)
                .flatMap(List::stream)
                .map(rule -> rule.first(text, sent))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Day::start))
                .map(it -> withPart(it, text))
                .orElse(null);
        List<Time> times = Times.in(text, day != null && day.isEvening());
        return day == null ? today(times, text, sentAt) : of(day, times, text, sentAt);
    }

    private static Day withPart(Day day, String text) {
        String words = text.substring(day.start(), day.end()).toLowerCase(Locale.ROOT);
        if (words.contains("tonight")) {
            return new Day(day.start(), day.end(), day.date(), LocalTime.of(18, 0), false);
        }
        Matcher part = PART.matcher(text).region(day.end(), text.length());
        if (!part.lookingAt()) {
            return day;
        }
        int hour = switch (part.group(1).toLowerCase(Locale.ROOT)) {
            case "morning" -> 6;
            case "afternoon" -> 12;
            default -> 18;
        };
        return new Day(day.start(), part.end(), day.date(), LocalTime.of(hour, 0), false);
    }

    /// A time without a day is today's, if it is still to come.
    private static @Nullable Moment today(List<Time> times, String text, OffsetDateTime sentAt) {
        return times.stream()
                .filter(Time::isMarked)
                .filter(it -> it.time().isAfter(sentAt.toLocalTime()))
                .findFirst()
                .map(it -> timed(it.start(), it, sentAt.toLocalDate(), text, sentAt))
                .orElse(null);
    }

    private static @Nullable Moment of(Day day, List<Time> times, String text, OffsetDateTime sentAt) {
        for (Time it : times) {
            boolean isBehind = it.start() >= day.end() && fits(BEFORE_TIME, text, day.end(), it.start());
            boolean isBefore = it.end() <= day.start() && fits(BEFORE_DAY, text, it.end(), day.start());
            if (isBehind || isBefore) {
                Moment timed = timed(Math.min(day.start(), it.start()), it, day.date(), text, sentAt);
                return timed == null || timed.end() >= day.end()
                        ? timed
                        : new Moment(timed.start(), day.end(), timed.at(), Precision.CLOCK);
            }
        }
        LocalTime from = day.from() == null ? LocalTime.MIDNIGHT : day.from();
        Instant at = day.date().atTime(from).toInstant(sentAt.getOffset());
        return new Moment(day.start(), day.end(), at, day.isSpan() ? Precision.SPAN : Precision.DAY);
    }

    private static @Nullable Moment timed(int start, Time time, LocalDate date, String text, OffsetDateTime sentAt) {
        ZoneOffset offset = Zones.at(text, time.end(), sentAt.getOffset());
        return offset == null
                ? null
                : new Moment(start, time.end(), date.atTime(time.time()).toInstant(offset), Precision.CLOCK);
    }

    private static boolean fits(Pattern gap, String text, int from, int to) {
        return gap.matcher(text).region(from, to).matches();
    }
}
