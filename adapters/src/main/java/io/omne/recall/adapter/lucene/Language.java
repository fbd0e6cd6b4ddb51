package io.omne.recall.adapter.lucene;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.WordlistLoader;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;

/// The languages that have a stemmer. Of two that a text may be in, the first one is taken.
enum Language {
    ENGLISH(""),
    GERMAN("äöüß"),
    FRENCH("çêëîûœ"),
    SPANISH("ñ"),
    ITALIAN("ìò"),
    PORTUGUESE("ãõ"),
    DUTCH(""),
    RUSSIAN("");

    private final String letters;

    /// @param letters that the other languages rarely use
    Language(String letters) {
        this.letters = letters;
    }

    boolean isCyrillic() {
        return this == RUSSIAN;
    }

    /// A stemmer for one thread.
    SnowballStemmer stemmer() {
        return switch (this) {
            case ENGLISH -> new EnglishStemmer();
            case GERMAN -> new GermanStemmer();
            case FRENCH -> new FrenchStemmer();
            case SPANISH -> new SpanishStemmer();
            case ITALIAN -> new ItalianStemmer();
            case PORTUGUESE -> new PortugueseStemmer();
            case DUTCH -> new DutchStemmer();
            case RUSSIAN -> new RussianStemmer();
        };
    }

    boolean isHintedAtBy(String word) {
        return letters.chars().anyMatch(letter -> word.indexOf(letter) >= 0);
    }

    /// The words that say little, in lower case, from Lucene's lists.
    Set<String> stopWords() {
        String name = "/org/apache/lucene/analysis/snowball/" + name().toLowerCase(Locale.ROOT) + "_stop.txt";
        try (InputStream words = Objects.requireNonNull(WordlistLoader.class.getResourceAsStream(name), name)) {
            return WordlistLoader.getSnowballWordSet(words, StandardCharsets.UTF_8).stream()
                    .map(word -> new String((char[]) word))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
