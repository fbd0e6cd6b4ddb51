package io.omne.recall.domain;

import io.omne.recall.TimeWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A question as the ranking reads it.
///
/// @param pieces its word pieces
/// @param window the time that it names, if it names one
public record Question(
        String text, List<QuestionPiece> pieces, @Nullable TimeWindow window) {

    /// The speaker whom "I" means, where messages have roles for speakers.
    static final String USER = "user";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern WHEN = Pattern.compile(
            "^\\P{L}*(?:when|what (?:time|date|day|month|year)|which (?:day|month|year)|(?:on|in|at) (?:what|which)"
                    + "|how long ago|since when|wann|seit wann|in welchem|an welchem|um wie ?viel)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    public Question {
        pieces = List.copyOf(pieces);
    }

    /// Whether it asks for a time.
    boolean asksWhen() {
        return WHEN.matcher(text).find();
    }

    /// The speaker whom it is about: the one who is named first, by the first word of the name. "I" and "my" name
    /// the user.
    Optional<String> speaker(Set<String> speakers) {
        Map<String, String> byFirstWord = new HashMap<>();
        speakers.stream()
                .sorted()
                .forEach(speaker -> words(speaker).findFirst().ifPresent(it -> byFirstWord.putIfAbsent(it, speaker)));
        return words(text)
                .flatMap(word -> Stream.ofNullable(named(word, byFirstWord, speakers)))
                .findFirst();
    }

    private static @Nullable String named(String word, Map<String, String> byFirstWord, Set<String> speakers) {
        String named = byFirstWord.get(word);
        return named == null && MarkWords.FIRST_PERSON.contains(word) && speakers.contains(USER) ? USER : named;
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).map(word -> word.toLowerCase(Locale.ROOT));
    }
}
