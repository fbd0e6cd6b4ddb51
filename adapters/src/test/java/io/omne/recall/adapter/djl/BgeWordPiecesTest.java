package io.omne.recall.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.application.WordPieceIds;
import io.omne.recall.domain.QuestionPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BgeWordPiecesTest {

    private static final BgeWordPieces PIECES = new BgeWordPieces();

    @AfterAll
    static void close() {
        PIECES.close();
    }

    @Test
    void leavesOutStopWordsAndPunctuationOfMemories() {
        assertThat(PIECES.of("I don't know: is that the ferry?!")).isEqualTo(PIECES.of("know ferry"));
        assertThat(PIECES.of("know ferry")).hasSize(2);
    }

    @Test
    void takesEachPieceOnce() {
        assertThat(PIECES.of("Ferry, ferry, FERRY")).hasSize(1);
    }

    @Test
    void dividesRareWords() {
        assertThat(PIECES.of("embeddings")).hasSize(4);
    }

    @Test
    void leavesOutWhatTheVocabularyLacks() {
        assertThat(PIECES.of("😀 \u2603")).isEmpty();
        assertThat(PIECES.of("")).isEmpty();
    }

    @Test
    void keepsStopWordsOfQuestions() {
        assertThat(PIECES.ofQuestion("Where is the ferry?"))
                .extracting(QuestionPiece::stopWord)
                .containsExactly(true, true, true, false);
    }

    @Test
    void takesTheFirstPiecesOfALongText() {
        String text = "embeddings " + String.join(" ", vocabulary()).repeat(2);
        assertThat(PIECES.of(text)).hasSize(WordPieceIds.MOST).containsExactly(firstOf(text));
    }

    private static List<String> vocabulary() {
        try (var json = BgeWordPiecesTest.class.getResourceAsStream(BgeWordPieces.TOKENIZER)) {
            return JsonMapper.shared().readTree(json).at("/model/vocab").propertyNames().stream()
                    .filter(word -> word.matches("[a-z]{3,}"))
                    .limit(2L * WordPieceIds.MOST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Texts of random words, signs, marks and blanks of many kinds.
    @Test
    void givesThePiecesOfTheTokenizer() {
        List<String> parts = List.of(
                "ferry",
                "Embeddings",
                "don't",
                "a",
                "7",
                "ß",
                "É",
                "e\u0301",
                "\u0301",
                "ΟΔΟΣ",
                "東京",
                "カ",
                "\uac00",
                "😀",
                " ",
                "  ",
                "\t",
                "\n",
                "\r",
                "\u0001",
                "\u007f",
                "\u00a0",
                "\u2003",
                "\u3000",
                "\u2028",
                "\u200b",
                "\ufffd",
                "-",
                "'",
                "’",
                "…",
                "—",
                "$",
                "€",
                "+",
                "##",
                "[",
                "]",
                "_",
                "¿",
                "\u0130",
                "ﬁ");
        var random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            String text = random.ints(random.nextInt(12), 0, parts.size())
                    .mapToObj(parts::get)
                    .collect(Collectors.joining());
            assertThat(PIECES.ofQuestion(text)).as(text).isEqualTo(PIECES.read(text));
            assertThat(PIECES.of(text)).as(text).containsExactly(firstOf(text));
        }
    }

    private static Short[] firstOf(String text) {
        return PIECES.read(text).stream()
                .filter(piece -> !piece.stopWord())
                .map(QuestionPiece::id)
                .distinct()
                .limit(WordPieceIds.MOST)
                .toArray(Short[]::new);
    }

    @Test
    void takesSpecialTokensForWords() {
        assertThat(PIECES.of("[MASK] [SEP]")).isEqualTo(PIECES.of("mask sep"));
    }
}
