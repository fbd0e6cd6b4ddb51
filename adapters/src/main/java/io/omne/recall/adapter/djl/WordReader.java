package io.omne.recall.adapter.djl;

import org.jspecify.annotations.Nullable;

/// Cuts a text into words where the tokenizer does: at blanks and at punctuation, of ASCII. What the tokenizer joins or
/// divides besides is within a word. Special tokens such as `[MASK]`, which the tokenizer knows, are plain words here.
final class WordReader {

    private static final String BLANKS = " \t\n\r";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final String text;
    private int at;

    WordReader(String text) {
        this.text = text;
    }

    /// The next word; null at the end.
    @Nullable
    String next() {
        while (at < text.length() && isBetween(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return null;
        }
        int start = at;
        while (at < text.length() && !isBetween(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isBetween(char character) {
        return character < 0x80 && (BLANKS.indexOf(character) >= 0 || PUNCTUATION.indexOf(character) >= 0);
    }
}
