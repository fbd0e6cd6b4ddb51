package io.omne.conversations.adapter.rules.text;

import java.util.Locale;
import java.util.Set;

/// Where sentences end: at a full stop, a question mark, an exclamation mark, or the end of a line.
final class SentenceEnds {

    private static final Set<String> ABBREVIATIONS =
            Set.of("dr", "mr", "mrs", "ms", "prof", "st", "vs", "approx", "tel", "ext", "mt", "jr", "sr", "no", "dept");

    /// A line of at least this length, whose next line begins in lower case, was broken by a mail program.
    private static final int WRAPPED = 50;

    private final String text;

    SentenceEnds(String text) {
        this.text = text;
    }

    /// The unit after the sentence that begins at `start`.
    int after(int start) {
        int line = start;
        for (int i = start; i < text.length(); i++) {
            char it = text.charAt(i);
            if (it == '\n') {
                if (!isWrapped(line, i)) {
                    return i + 1;
                }
                line = i + 1;
            } else if ((it == '.' || it == '!' || it == '?' || it == '…') && ends(start, i)) {
                return i + 1;
            }
        }
        return text.length();
    }

    private boolean isWrapped(int line, int end) {
        return end - line >= WRAPPED
                && end + 1 < text.length()
                && Character.isLowerCase(text.charAt(end + 1))
                && ".!?:;".indexOf(text.charAt(end - 1)) < 0;
    }

    private boolean ends(int start, int i) {
        if (i + 1 < text.length() && !Character.isWhitespace(text.charAt(i + 1))) {
            return isRunOn(i);
        }
        return text.charAt(i) != '.' || !isAbbreviation(start, i);
    }

    /// Whether the space behind the stop was forgotten: "areas.I've got".
    private boolean isRunOn(int i) {
        return i > 0
                && i + 2 < text.length()
                && Character.isLowerCase(text.charAt(i - 1))
                && Character.isUpperCase(text.charAt(i + 1))
                && (text.charAt(i) != '.' || " '".indexOf(text.charAt(i + 2)) >= 0);
    }

    /// Initials and single letters are taken for abbreviations, such as in "3 p.m. on Friday", and so is a
    /// number that is followed by a name, such as "12. May".
    private boolean isAbbreviation(int start, int stop) {
        int from = stop;
        while (from > start && stop - from < 8 && Character.isLetter(text.charAt(from - 1))) {
            from--;
        }
        String word = text.substring(from, stop).toLowerCase(Locale.ROOT);
        return word.length() == 1 || ABBREVIATIONS.contains(word);
    }
}
