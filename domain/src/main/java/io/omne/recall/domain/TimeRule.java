package io.omne.recall.domain;

import java.time.DateTimeException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A form of words that names days.
///
/// @param days the days that a match names
record TimeRule(Pattern pattern, BiFunction<MatchResult, TimeReference, Days> days) {

    /// @param regex begins and ends at the borders of words
    static TimeRule of(String regex, BiFunction<MatchResult, TimeReference, Days> days) {
        int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return new TimeRule(Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + regex + ")(?![\\p{L}\\p{N}])", flags), days);
    }

    /// Where in a text the days are named. Dates that do not exist are left out, and those that are not in the years 1
    /// to 9999, which cannot be stored.
    record Found(int start, int end, Days days) {}

    Stream<Found> find(CharSequence text, TimeReference reference) {
        return pattern.matcher(text).results().flatMap(match -> found(match, reference).stream());
    }

    private Optional<Found> found(MatchResult match, TimeReference reference) {
        try {
            return Optional.of(new Found(match.start(), match.end(), days.apply(match, reference)))
                    .filter(it ->
                            it.days().from().getYear() >= 1 && it.days().until().getYear() <= 9_999);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
