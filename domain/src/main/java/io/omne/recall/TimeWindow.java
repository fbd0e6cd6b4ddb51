package io.omne.recall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The time that a question names, in days of UTC. Memories in it or near it are ranked higher; none is hidden.
///
/// @param text the words of the question that name it
/// @param from the first day; null if it is open
/// @param until the first day after it; null if it is open
/// @param meaning how the question means it
public record TimeWindow(
        String text, @Nullable LocalDate from, @Nullable LocalDate until, Meaning meaning) {

    /// How far "before" and "after" reach; what is further away counts half.
    private static final int NEAR_DAYS = 60;

    private static final int MONTH_DAYS = 28;

    /// How a question means the time that it names.
    public enum Meaning {
        /// "in May", "on Tuesday", "last week"
        IN,
        /// "before Christmas": `until` is its first day, and `from` is open.
        BEFORE,
        /// "since May": `from` is its first day, or the day after it for "after May", and `until` is open.
        AFTER
    }

    public TimeWindow {
        if (meaning == Meaning.IN && (from == null || until == null)) {
            throw new IllegalArgumentException("a window without a beginning or an end");
        }
    }

    /// The first moment; null if it is open.
    public @Nullable Instant begin() {
        return moment(from);
    }

    /// The first moment after it; null if it is open.
    public @Nullable Instant end() {
        return moment(until);
    }

    private static @Nullable Instant moment(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /// How well a memory's time fits, 0 to 1. People speak of a day on that day and on the days after it, and of
    /// what they expect on the days before.
    public double fit(Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        if (from == null) {
            return open(until == null ? 0 : ChronoUnit.DAYS.between(day, until));
        }
        if (until == null) {
            return open(ChronoUnit.DAYS.between(from, day) + 1);
        }
        long length = ChronoUnit.DAYS.between(from, until);
        return closed(length, ChronoUnit.DAYS.between(from, day));
    }

    /// @param distance days to the border, from 1
    private static double open(long distance) {
        if (distance < 1) {
            return 0;
        }
        return distance <= NEAR_DAYS ? 1 : 0.5;
    }

    /// @param since days since the first day
    private static double closed(long length, long since) {
        long last = length == 1 ? 1 : length - 1;
        if (since >= 0 && since <= last) {
            return 1;
        }
        if (since > last) {
            return since <= last + (length < MONTH_DAYS ? 7 : 12) ? 0.6 : 0;
        }
        return since >= -Math.max(7, length) ? (length < MONTH_DAYS ? 0.3 : 0.2) : 0;
    }
}
