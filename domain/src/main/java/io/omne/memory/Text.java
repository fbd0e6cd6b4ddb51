package io.omne.memory;

import java.util.Locale;

/// The rules that every text field shares. Lengths are counted in Unicode code points.
final class Text {

    private Text() {}

    static void check(String field, String text, int most) {
        checkCharacters(field, text);
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            throw new InvalidValue(
                    field, "too_long", String.format(Locale.ROOT, "at most %,d characters, not %,d", most, length));
        }
    }

    static void checkNotBlank(String field, String text) {
        if (text.isBlank()) {
            throw new InvalidValue(field, "blank", "must not be blank");
        }
    }

    /// PostgreSQL stores no NUL, and a lone surrogate has no UTF-8.
    static void checkCharacters(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                throw new InvalidValue(
                        field, "invalid_character", "has a NUL or a lone surrogate at position %d".formatted(i));
            }
            if (pair) {
                i++;
            }
        }
    }
}
