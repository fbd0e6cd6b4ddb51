package io.omne.embedding.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenGuessTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The cat sat. | The_ cat_ sat_.",
                "marmalade | marm_alad_e",
                "getUserID42 | get_User_ID_42",
                "12345 | 123_45",
                "e=mc^2 | e_=_mc_^_2",
                "für | f_ü_r",
            })
    void cutsLikeThis(String text, String expected) {
        assertThat(cut(text)).isEqualTo(expected.strip());
    }

    @Test
    void countsWhiteSpaceThatIsMoreThanOneBetweenWords() {
        assertThat(TokenGuess.ends("a b")).containsExactly(1, 3);
        assertThat(TokenGuess.ends("a\nb")).containsExactly(1, 2, 3);
        assertThat(TokenGuess.ends("a   b")).containsExactly(1, 2, 3, 5);
    }

    @Test
    void countsStrangeCharactersByTheirBytes() {
        assertThat(TokenGuess.ends("ж東😀")).containsExactly(1, 2, 2, 4, 4, 4);
        assertThat(TokenGuess.ends("\u0001")).containsExactly(1);
    }

    @Test
    void findsNothingInNothing() {
        assertThat(TokenGuess.ends("")).isEmpty();
        assertThat(TokenGuess.ends(" ")).isEmpty();
    }

    @Test
    void neverCutsACharacter() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            String text = text(random);
            int[] ends = TokenGuess.ends(text);
            assertThat(ends).isSorted();
            assertThat(Arrays.stream(ends).allMatch(it -> isBorder(text, it)))
                    .as(text)
                    .isTrue();
            assertThat(ends.length).isGreaterThanOrEqualTo(text.codePointCount(0, text.length()) / 8);
        }
    }

    /// Of everything, lone surrogates too.
    private static String text(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) random.nextInt(0x10000));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x10000));
                case 2 -> text.append(' ');
                default -> text.append((char) ('0' + random.nextInt(75)));
            }
        }
        return text.toString();
    }

    private static boolean isBorder(String text, int at) {
        return at > 0
                && at <= text.length()
                && (at == text.length() || !Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at)));
    }

    private static String cut(String text) {
        var pieces = new ArrayList<String>();
        int from = 0;
        for (int end : TokenGuess.ends(text)) {
            pieces.add(text.substring(from, end));
            from = end;
        }
        return String.join("_", pieces);
    }
}
