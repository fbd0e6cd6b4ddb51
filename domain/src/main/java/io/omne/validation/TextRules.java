package io.omne.validation;

import java.util.Locale;

/// The rules that every text field shares. Lengths are counted in Unicode code points.
public final class TextRules {

    private TextRules() {}

    public static void check(String field, String text, int most) {
        checkCharacters(field, text);
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw new InvalidValue(
                    field,
                    ErrorCode.TOO_LONG,
                    String.format(Locale.ROOT, "at most %,d characters, not %,d", most, length));
        }
    }

    /// For what was stored before {@link #checkNotBlank} was the rule.
    public static void checkNotWhiteSpace(String field, String text) {
        if (text.isBlank()) {
            throw blank(field);
        }
    }

    /// There must be a character that can be seen.
    public static void checkNotBlank(String field, String text) {
        if (text.codePoints().allMatch(InvisibleCharacters::contain)) {
            throw blank(field);
        }
    }

    private static InvalidValue blank(String field) {
        return new InvalidValue(field, ErrorCode.BLANK, "must not be blank");
    }

    /// Without the spaces at both ends. Characters that are merely invisible stay: they join letters or choose
    /// how an emoji looks.
    public static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /// No space of Unicode takes two `char`s. It counts U+0085 as one; Java does not.
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /// PostgreSQL stores no NUL, and a lone surrogate has no UTF-8.
    public static void checkCharacters(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                throw new InvalidValue(
                        field,
                        ErrorCode.INVALID_CHARACTER,
                        "has a NUL or a lone surrogate at position %d".formatted(i));
            }
            if (pair) {
                i++;
            }
        }
    }
}
