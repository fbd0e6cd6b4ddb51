package io.omne.recall.adapter.lucene;

import java.lang.Character.UnicodeScript;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;

/// The stems of words in the languages that a text may be in. For one thread.
final class Stems {

    private static final int SHORTEST = 3;

    private final StopWords stopWords;
    private final @Nullable Language language;
    private final Collection<Language> latin;
    private final Map<Language, SnowballStemmer> stemmers = new EnumMap<>(Language.class);

    /// @param language whose stop words count; null if it is not known
    /// @param latin whose stems words in Latin letters have, the most likely language first
    Stems(StopWords stopWords, @Nullable Language language, List<Language> latin) {
        this.stopWords = stopWords;
        this.language = language;
        this.latin = latin;
    }

    /// @param lower in lower case, with accents
    boolean isStopWord(String lower) {
        return language != null && stopWords.isOne(lower, language);
    }

    /// The most likely stem.
    ///
    /// @param lower in lower case, with accents
    /// @param folded the same without accents
    String of(String lower, String folded) {
        return isStemmed(lower) ? stem(lower, languagesOf(lower).iterator().next()) : folded;
    }

    /// All stems that the word may have.
    Set<String> all(String lower) {
        var all = new LinkedHashSet<String>();
        if (isStemmed(lower)) {
            languagesOf(lower).forEach(it -> all.add(stem(lower, it)));
        }
        return all;
    }

    private boolean isStemmed(String lower) {
        return lower.length() >= SHORTEST
                && lower.chars().allMatch(it -> Character.isLetter(it) || it == '\'')
                && !languagesOf(lower).isEmpty();
    }

    private Collection<Language> languagesOf(String lower) {
        return switch (UnicodeScript.of(lower.codePointAt(0))) {
            case LATIN -> latin;
            case CYRILLIC -> List.of(Language.RUSSIAN);
            default -> List.of();
        };
    }

    private String stem(String lower, Language in) {
        SnowballStemmer stemmer = stemmers.computeIfAbsent(in, Language::stemmer);
        stemmer.setCurrent(lower);
        stemmer.stem();
        String stem = Folding.fold(stemmer.getCurrent());
        return stem.isEmpty() ? Folding.fold(lower) : stem;
    }
}
