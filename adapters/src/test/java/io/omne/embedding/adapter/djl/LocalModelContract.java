package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.EmbeddingModelContract;
import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.domain.Windows;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every local model keeps to, beyond what every model does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LocalModelContract extends EmbeddingModelContract {

    private static final String SENTENCE = "The quarterly review with Anna moved to Thursday at ten.";

    private final Bert bert;
    private final LocalModel model;

    LocalModelContract(Bert bert) {
        this.bert = bert;
        this.model = bert.load(2);
    }

    @AfterAll
    void close() {
        model.close();
    }

    @Override
    protected EmbeddingModel model() {
        return model;
    }

    @Test
    void findsLikeTextsCloserThanUnlikeOnes() {
        Vector question = embed("When do we meet for the quarterly review?");
        assertThat(cosine(question, embed(SENTENCE)))
                .isGreaterThan(cosine(question, embed("Olive oil keeps for a year in a dark bottle.")) + 0.1);
        assertThat(cosine(embed("The cat sat on the mat."), embed("A kitten was resting on a rug.")))
                .isGreaterThan(cosine(embed("The cat sat on the mat."), embed("Interest rates rose again.")) + 0.1);
    }

    @Test
    void givesATextOneVectorWhateverElseIsAsked() {
        List<Vector> together = model.embed(List.of("Something else.", SENTENCE, SENTENCE + " And more.", SENTENCE));
        assertThat(together).hasSize(4);
        assertThat(together.get(1)).isEqualTo(together.get(3)).isEqualTo(embed(SENTENCE));
        assertThat(together.get(0)).isEqualTo(embed("Something else."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u0001\u0002\u007f", "\u200b\u200d", "\n\t", "\ud800", "a\u0000b", "😀", "[PAD] [MASK]"
            })
    void embedsEveryText(String text) {
        assertThat(cosine(embed(text), embed(text))).isCloseTo(1, within(1e-5));
    }

    @Test
    void cutsOffWhatTheModelCannotTake() {
        String most = "word ".repeat(510);
        assertThat(embed(most + "and more, ".repeat(100))).isEqualTo(embed(most));
    }

    @Test
    void findsAFactAtTheEndOfALongTextByItsBestPassage() {
        String filler = "The harvest was late, the roads were wet, and the market stayed quiet. ".repeat(60);
        String text = filler + "The password of the boathouse is marmalade.";
        int[] ends = model.tokenEnds(text);
        List<String> passages = new Windows(254, 32)
                .over(ends.length).stream()
                        .map(window ->
                                text.substring(window.from() == 0 ? 0 : ends[window.from() - 1], ends[window.to() - 1]))
                        .toList();
        Vector question = embed("What is the password of the boathouse?");
        List<Double> scores = model.embed(passages).stream()
                .map(passage -> cosine(question, passage))
                .toList();
        assertThat(scores).hasSizeGreaterThan(3);
        assertThat(scores.getLast())
                .isEqualTo(scores.stream().max(Double::compare).orElseThrow())
                .isGreaterThan(scores.getFirst() + 0.05);
    }

    /// All passages wait for a predictor before the question comes.
    @Test
    void letsAQuestionWaitForNoPassage() throws Exception {
        String passage = "The harvest was late, the roads were wet, and the market stayed quiet. ".repeat(16);
        var left = new AtomicInteger(60);
        var begun = new CountDownLatch(left.get());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = left.get(); i > 0; i--) {
                threads.execute(() -> {
                    begun.countDown();
                    embed(passage);
                    left.decrementAndGet();
                });
            }
            begun.await();
            model.embedQuestions(List.of("When do we meet?"));
            assertThat(left).hasValueGreaterThan(30);
        }
    }

    @Test
    void is384Dimensions() {
        assertThat(model.name()).isEqualTo(bert.model());
        assertThat(model.dimension()).isEqualTo(384);
    }

    private Vector embed(String text) {
        return model.embed(List.of(text)).getFirst();
    }

    private static double cosine(Vector one, Vector other) {
        float[] a = one.components();
        float[] b = other.components();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
