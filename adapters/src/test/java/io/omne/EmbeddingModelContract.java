package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every embedding model keeps to, wherever it runs.
public abstract class EmbeddingModelContract {

    private static final List<String> PASSAGES = List.of(
            "The quarterly review with Anna moved to Thursday at ten.",
            "Olive oil keeps for a year in a dark bottle.",
            "\u0001 \ud83d\ude00 \u200b",
            "Olive oil keeps for a year in a dark bottle.",
            "Grüße aus 東京");

    protected abstract EmbeddingModel model();

    @Test
    void givesAUnitVectorOfItsDimensionForEachPassage() {
        List<Vector> vectors = model().embed(PASSAGES);
        assertThat(vectors).hasSameSizeAs(PASSAGES).allSatisfy(it -> {
            assertThat(it.dimension()).isEqualTo(model().dimension());
            assertThat(square(it)).isCloseTo(1, within(1e-5));
        });
    }

    @Test
    void answersInTheOrderOfThePassages() {
        List<Vector> vectors = model().embed(PASSAGES);
        assertThat(model().embed(PASSAGES.reversed())).isEqualTo(vectors.reversed());
        assertThat(vectors.get(1)).isEqualTo(vectors.get(3)).isNotEqualTo(vectors.get(0));
    }

    @Test
    void givesQuestionsVectorsLikeThoseOfPassages() {
        List<Vector> vectors = model().embedQuestions(PASSAGES);
        assertThat(vectors).hasSameSizeAs(PASSAGES).allSatisfy(it -> {
            assertThat(it.dimension()).isEqualTo(model().dimension());
            assertThat(square(it)).isCloseTo(1, within(1e-5));
        });
        assertThat(vectors.get(1)).isEqualTo(vectors.get(3)).isNotEqualTo(vectors.get(0));
    }

    @Test
    void asksForNothingWhereThereIsNoPassage() {
        assertThat(model().embed(List.of())).isEmpty();
    }

    @Test
    void takesAnyNumberOfPassages() {
        List<String> many =
                IntStream.range(0, 200).mapToObj(i -> "number " + i % 190).toList();
        List<Vector> vectors = model().embed(many);
        assertThat(vectors).hasSize(200);
        assertThat(vectors.subList(190, 200)).isEqualTo(vectors.subList(0, 10));
        assertThat(vectors.subList(0, 190)).doesNotHaveDuplicates();
    }

    @Test
    void answersManyCallersAtOnce() throws Exception {
        List<Vector> alone = model().embed(PASSAGES);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<List<Vector>>>();
            for (int i = 0; i < 6; i++) {
                Callable<List<Vector>> ask = () -> model().embed(PASSAGES);
                answers.add(callers.submit(ask));
            }
            for (Future<List<Vector>> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        }
    }

    @Test
    void saysWhereTokensEnd() {
        for (String passage : PASSAGES) {
            int[] ends = model().tokenEnds(passage);
            assertThat(ends).isNotEmpty().isSorted();
            assertThat(ends[ends.length - 1]).isBetween(1, passage.length());
            for (int end : ends) {
                assertThat(end == passage.length() || !Character.isLowSurrogate(passage.charAt(end)))
                        .as("%d in %s", end, passage)
                        .isTrue();
            }
        }
        assertThat(model().tokenEnds("")).isEmpty();
        assertThat(model().tokenEnds(" ")).isEmpty();
    }

    private static double square(Vector vector) {
        double sum = 0;
        for (float component : vector.components()) {
            sum += (double) component * component;
        }
        return sum;
    }
}
