package io.omne.recall.adapter.lucene;

import io.omne.recall.adapter.lucene.Run.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Cuts what is written as one word into its words: names such as `getUserById` and `HTTPServer`, and articles
/// and prepositions of French and Italian, as in `l'amour`.
final class Camel {

    private static final Set<String> ELIDED = Set.of(
            "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "all", "dall", "dell",
            "nell", "sull", "coll", "un", "quell", "quest", "bell", "sant");

    private Camel() {}

    /// @return the words; empty if it is only one
    static List<Word> parts(int[] text, int start, int end) {
        var parts = new ArrayList<Word>();
        int from = start;
        for (int at = start + 1; at < end; at++) {
            if (isCut(text, at, end)) {
                parts.add(word(text, from, at));
                from = at;
            } else if (Letters.isApostrophe(text[at]) && isElided(text, from, at, end)) {
                parts.add(word(text, from, at));
                from = at + 1;
            }
        }
        if (!parts.isEmpty()) {
            parts.add(word(text, from, end));
        }
        return parts;
    }

    private static boolean isCut(int[] text, int at, int end) {
        return Character.isUpperCase(text[at])
                && (Character.isLowerCase(text[at - 1])
                        || (Character.isUpperCase(text[at - 1])
                                && at + 1 < end
                                && Character.isLowerCase(text[at + 1])
                                && !isPlural(text, at + 1, end)));
    }

    /// Whether only an "s" follows, as in "URLs".
    private static boolean isPlural(int[] text, int at, int end) {
        return text[at] == 's' && (at + 1 == end || Letters.isApostrophe(text[at + 1]));
    }

    /// Whether the letters before an apostrophe are a word of their own. "I'm", "it's" and "don't" have one letter
    /// or two after it.
    private static boolean isElided(int[] text, int from, int at, int end) {
        return end - at > 3 && ELIDED.contains(new String(text, from, at - from).toLowerCase(Locale.ROOT));
    }

    private static Word word(int[] text, int start, int end) {
        return Word.of(new String(text, start, end - start), start, end);
    }
}
