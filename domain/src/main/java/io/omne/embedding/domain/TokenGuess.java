package io.omne.embedding.domain;

import java.util.Arrays;

/// Estimates where the tokens of a text end, for models that do not reveal them. Gives rather too many tokens than
/// too few.
///
/// Today's tokenizers know English words of four letters and more, make one token of up to three digits, and fall
/// back on the bytes of UTF-8 for rare characters. So one token is: up to four ASCII letters, where a lower-case
/// letter before a capital also ends the token; up to three digits; each mark or sign; and each white space, except
/// a single space between words. Any other character counts as the number of its bytes, less one. A tokenizer for
/// English alone makes somewhat more tokens of other languages, and of random letters and digits.
public final class TokenGuess {

    private static final int LETTERS_A_TOKEN = 4;
    private static final int DIGITS_A_TOKEN = 3;

    private final String text;
    private final int[] ends;
    private int count;

    private TokenGuess(String text) {
        this.text = text;
        this.ends = new int[2 * text.length()];
    }

    /// The ends of the tokens, as indexes into the text's `char`s (exclusive): never decreasing, never in the
    /// middle of a surrogate pair. Several tokens may have the same end.
    public static int[] ends(String text) {
        var guess = new TokenGuess(text);
        guess.read();
        return Arrays.copyOf(guess.ends, guess.count);
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            if (isLetter(first)) {
                at = word(at);
            } else if (isDigit(first)) {
                at = run(at, DIGITS_A_TOKEN);
            } else if (first == ' ' && isLoneSpace(at)) {
                at++;
            } else {
                at += one(at);
            }
        }
    }

    /// Whether this is a single space, which belongs to the word after it.
    private boolean isLoneSpace(int at) {
        return at + 1 == text.length() || !Character.isWhitespace(text.charAt(at + 1));
    }

    private int word(int from) {
        int to = from + 1;
        while (to < text.length()
                && to - from < LETTERS_A_TOKEN
                && isLetter(text.charAt(to))
                && !(isSmall(text.charAt(to - 1)) && !isSmall(text.charAt(to)))) {
            to++;
        }
        end(to);
        return to;
    }

    private int run(int from, int most) {
        int to = from + 1;
        while (to < text.length() && to - from < most && isDigit(text.charAt(to))) {
            to++;
        }
        end(to);
        return to;
    }

    /// @return the number of `char`s of the code point
    private int one(int at) {
        int codePoint = text.codePointAt(at);
        int chars = Character.charCount(codePoint);
        int tokens = codePoint < 0x800 ? 1 : chars + 1;
        for (int i = 0; i < tokens; i++) {
            end(at + chars);
        }
        return chars;
    }

    private void end(int at) {
        ends[count] = at;
        count++;
    }

    private static boolean isLetter(char it) {
        return isSmall(it) || (it >= 'A' && it <= 'Z');
    }

    private static boolean isSmall(char it) {
        return it >= 'a' && it <= 'z';
    }

    private static boolean isDigit(char it) {
        return it >= '0' && it <= '9';
    }
}
