package io.omne.conversations.adapter.rules.dates;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the first day or time that a sentence names. It is counted from the moment when the message was sent, in its
/// sender's offset from UTC.
public final class Moments {

    private static final Pattern PART =
            Pattern.compile("\\s*\\b(morning|afternoon|evening|night)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE_TIME = Pattern.compile("[\\s,()@–?-]*(?:(?:at|from|around|about)\\s*)?");
    private static final Pattern BEFORE_DAY = Pattern.compile("[\\s,]*(?:(?:on|this|the)\\s*)?");

    private Moments() {}

    public static @Nullable Moment first(String text, OffsetDateTime sentAt) {
        LocalDate sent = sentAt.toLocalDate();
        Day day = Stream.of(CalendarDays.RULES, NearDays.RULES)
                .flatMap(List::stream)
                .map(rule -> rule.first(text, sent))
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Day::start))
                .map(it -> withPart(it, text))
                .orElse(null);
        List<Time> times = Times.in(text, day != null && day.isEvening());
        return day == null ? today(times, sentAt) : of(day, times, text, sentAt);
    }

    private static Day withPart(Day day, String text) {
        String words = text.substring(day.start(), day.end()).toLowerCase(Locale.ROOT);
        if (words.contains("tonight")) {
            return new Day(day.start(), day.end(), day.date(), LocalTime.of(18, 0));
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
        return new Day(day.start(), part.end(), day.date(), LocalTime.of(hour, 0));
    }

    /// A time without a day is today's, if it is still to come.
    private static @Nullable Moment today(List<Time> times, OffsetDateTime sentAt) {
        return times.stream()
                .filter(Time::isMarked)
                .filter(it -> it.time().isAfter(sentAt.toLocalTime()))
                .findFirst()
                .map(it -> moment(it.start(), it.end(), sentAt.toLocalDate().atTime(it.time()), sentAt))
                .orElse(null);
    }

    private static Moment of(Day day, List<Time> times, String text, OffsetDateTime sentAt) {
        for (Time it : times) {
            boolean isBehind = it.start() >= day.end() && fits(BEFORE_TIME, text, day.end(), it.start());
            boolean isBefore = it.end() <= day.start() && fits(BEFORE_DAY, text, it.end(), day.start());
            if (isBehind || isBefore) {
                int start = Math.min(day.start(), it.start());
                return moment(start, Math.max(day.end(), it.end()), day.date().atTime(it.time()), sentAt);
            }
        }
        LocalTime from = day.from() == null ? LocalTime.MIDNIGHT : day.from();
        return moment(day.start(), day.end(), day.date().atTime(from), sentAt);
    }

    private static boolean fits(Pattern gap, String text, int from, int to) {
        return gap.matcher(text).region(from, to).matches();
    }

    private static Moment moment(int start, int end, LocalDateTime at, OffsetDateTime sentAt) {
        return new Moment(start, end, at.toInstant(sentAt.getOffset()));
    }
}
