package io.omne.recall.adapter.lucene;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;

/// Makes the spellings of a word one: lower case, without accents and apostrophes, full-width letters as plain
/// ones.
final class Folding {

    /// The length of a term in code points. What is longer, such as encoded data, is found by its beginning.
    private static final int LONGEST = 64;

    /// In other scripts a mark changes what a word means.
    private static final Set<UnicodeScript> WITHOUT_MARKS = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.HEBREW,
            UnicodeScript.ARABIC,
            UnicodeScript.COMMON);

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern APOSTROPHES = Pattern.compile("['’ʼ＇‘`´]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\ufe0f]");

    private Folding() {}

    /// In lower case, with accents, and with plain apostrophes.
    static String lower(String word) {
        if (isAscii(word)) {
            return word.toLowerCase(Locale.ROOT);
        }
        String plain = Normalizer.normalize(word, Form.NFKC).toLowerCase(Locale.ROOT);
        return APOSTROPHES.matcher(INVISIBLE.matcher(plain).replaceAll("")).replaceAll("'");
    }

    /// @param word as {@link #lower} makes it
    static String fold(String word) {
        String folded = word;
        if (!isAscii(word)) {
            folded = DASHES.matcher(word).replaceAll("-");
            if (WITHOUT_MARKS.contains(UnicodeScript.of(folded.codePointAt(0)))) {
                folded = MARKS.matcher(Normalizer.normalize(folded, Form.NFKD)).replaceAll("");
            }
            folded = toAscii(folded);
        }
        folded = folded.indexOf('\'') < 0 ? folded : folded.replace("'", "");
        return folded.codePointCount(0, folded.length()) <= LONGEST
                ? folded
                : folded.substring(0, folded.offsetByCodePoints(0, LONGEST));
    }

    private static String toAscii(String word) {
        char[] in = word.toCharArray();
        char[] out = new char[4 * in.length];
        int length = ASCIIFoldingFilter.foldToASCII(in, 0, out, 0, in.length);
        return new String(out, 0, length).toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
