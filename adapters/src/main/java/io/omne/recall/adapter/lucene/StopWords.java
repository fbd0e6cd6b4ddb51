package io.omne.recall.adapter.lucene;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The stop words of all languages, by which the language of a text is recognised.
final class StopWords {

    private static final Set<Language> NONE = EnumSet.noneOf(Language.class);

    private final Map<String, Set<Language>> languages = new HashMap<>();

    StopWords() {
        for (Language language : Language.values()) {
            language.stopWords()
                    .forEach(word -> languages
                            .computeIfAbsent(word, _ -> EnumSet.noneOf(Language.class))
                            .add(language));
        }
    }

    /// @param word in lower case, with accents
    boolean isOne(String word, Language language) {
        return languages.getOrDefault(word, NONE).contains(language);
    }

    /// The language with the most stop words and typical letters among the words; empty if no word hints at one.
    ///
    /// @param words in lower case, with accents
    Optional<Language> languageOf(Collection<String> words) {
        var hints = new EnumMap<Language, Integer>(Language.class);
        for (String word : words) {
            languages.getOrDefault(word, NONE).forEach(it -> hints.merge(it, 1, Integer::sum));
            if (word.chars().anyMatch(letter -> letter > 0x7f)) {
                Arrays.stream(Language.values())
                        .filter(it -> it.isHintedAtBy(word))
                        .forEach(it -> hints.merge(it, 1, Integer::sum));
            }
        }
        return hints.entrySet().stream()
                .max(Map.Entry.<Language, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey);
    }
}
