package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageEmbedderTest {

    private final WordModel model = new WordModel();
    private final PassageEmbedder embedder = new PassageEmbedder(model);

    @Test
    void namesTheModelInUse() {
        assertThat(embedder.model()).isEqualTo(model.name());
    }

    @Test
    void givesEachTextItsVectorsInTheOrderOfTheTexts() {
        String one = "a short text";
        String two = words(300);
        String three = "the last";
        assertThat(embedder.embed(List.of(one, two, three)))
                .containsExactly(vectorsOf(one), embedder.embed(List.of(two)).getFirst(), vectorsOf(three));
    }

    @Test
    void leavesAShortTextAsItIs() {
        String text = "  white space before\n and after \t";
        embedder.embed(List.of(text, words(254)));
        assertThat(model.passages()).containsExactly(text, words(254));
    }

    @Test
    void cutsALongTextAtTheEndsOfTokens() {
        embedder.embed(List.of(words(255) + " "));
        assertThat(model.passages())
                .containsExactly(
                        words(143),
                        IntStream.range(111, 255).mapToObj(i -> " w" + i).collect(Collectors.joining()) + " ");
    }

    @Test
    void losesNoCharacterOfALongText() {
        String text = "\u0001 " + words(5_000) + " \ud83d\ude00 \u200b";
        embedder.embed(List.of(text));
        int covered = 0;
        for (String passage : model.passages()) {
            int at = text.indexOf(passage);
            assertThat(at).isBetween(0, covered);
            covered = at + passage.length();
        }
        assertThat(covered).isEqualTo(text.length());
    }

    @Test
    void givesATextWithoutTokensAVectorToo() {
        assertThat(embedder.embed(List.of("", "\u0001"))).containsExactly(vectorsOf(""), vectorsOf("\u0001"));
    }

    @Test
    void asksForNothingWhereThereIsNothing() {
        assertThat(embedder.embed(List.of())).isEmpty();
    }

    @Test
    void saysThatTheModelFailed() {
        var cause = new IllegalStateException("out of order");
        model.answerWith(_ -> {
            throw cause;
        });
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> embedder.embed(List.of("text")))
                .withMessage("the embedding model words gave no answer")
                .withCause(cause);
    }

    @Test
    void rejectsAnAnswerOfAnotherLength() {
        model.answerWith(_ -> List.of());
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> embedder.embed(List.of("text")))
                .havingCause()
                .withMessage("0 vectors for 1 passages");
    }

    @Test
    void rejectsAVectorOfAnotherDimension() {
        model.answerWith(_ -> List.of(Vector.towards(new float[] {1})));
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> embedder.embed(List.of("text")))
                .havingCause()
                .withMessage("a vector of 1 dimensions, not 2");
    }

    private static List<Vector> vectorsOf(String text) {
        return List.of(WordModel.vector(text));
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    }
}
