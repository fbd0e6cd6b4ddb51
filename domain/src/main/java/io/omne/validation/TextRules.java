package io.omne.validation;

import java.util.Locale;

/// The rules for all text fields. Lengths are counted in Unicode code points.
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

    /// Checks a text that may have been stored before {@link #checkNotBlank} was the rule.
    public static void checkNotWhiteSpace(String field, String text) {
        if (text.isBlank()) {
            throw blank(field);
        }
    }

    /// Requires at least one visible character.
    public static void checkNotBlank(String field, String text) {
        if (text.codePoints().allMatch(InvisibleCharacters::contain)) {
            throw blank(field);
        }
    }

    private static InvalidValue blank(String field) {
        return new InvalidValue(field, ErrorCode.BLANK, "must not be blank");
    }

    /// Removes the spaces at both ends. Keeps other invisible characters, because they join letters or select the
    /// form of an emoji.
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

    /// No Unicode space has two `char`s. U+0085 is a space in Unicode, but not in Java.
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }

    /// Refuses NUL, which PostgreSQL cannot store, and lone surrogates, which UTF-8 cannot encode.
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
