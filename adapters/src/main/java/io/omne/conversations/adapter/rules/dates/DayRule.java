package io.omne.conversations.adapter.rules.dates;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A way to name a day.
record DayRule(Pattern pattern, Resolver resolver, boolean isSpan) {

    /// Which day is meant.
    @FunctionalInterface
    interface Resolver {

        /// @param sent the day on which the message was sent, where its sender was
        /// @return null if the words mean no day
        /// @throws DateTimeException if there is no such day
        @Nullable
        LocalDate day(MatchResult it, LocalDate sent);
    }

    static DayRule of(String pattern, Resolver resolver) {
        return new DayRule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), resolver, false);
    }

    /// A way to name the first day of a longer span.
    static DayRule span(String pattern, Resolver resolver) {
        return new DayRule(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), resolver, true);
    }

    /// The first day that is named this way.
    @Nullable
    Day first(String text, LocalDate sent) {
        for (Matcher it = pattern.matcher(text); it.find(); ) {
            LocalDate date = resolve(it, sent);
            if (date != null) {
                return new Day(it.start(), it.end(), date, null, isSpan);
            }
        }
        return null;
    }

    private @Nullable LocalDate resolve(MatchResult it, LocalDate sent) {
        try {
            return resolver.day(it, sent);
        } catch (DateTimeException _) {
            return null;
        }
    }
}
