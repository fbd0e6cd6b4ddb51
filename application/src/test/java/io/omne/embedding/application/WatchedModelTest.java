package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.TextRefused;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedModelTest {

    private final WordModel words = new WordModel();
    private final ToldCalls calls = new ToldCalls();
    private final WatchedModel model =
            new WatchedModel(words, new ModelSpec("test", words.name(), words.dimension()), calls);

    @Test
    void isTheModelThatItWatches() {
        assertThat(model.name()).isEqualTo(words.name());
        assertThat(model.dimension()).isEqualTo(words.dimension());
        assertThat(model.tokenEnds("two words")).containsExactly(3, 9);
        assertThat(model.embed(List.of("one", "two")))
                .containsExactly(WordModel.vector("one"), WordModel.vector("two"));
    }

    @Test
    void tellsWhatWasEmbedded() {
        model.embed(List.of("one and two", "😀 three", ""));

        assertThat(calls.told()).containsExactly("test words OK", "3 passages, 4 tokens, 19 characters");
    }

    @Test
    void tellsHowACallEnded() {
        for (RuntimeException failure : List.of(
                unavailable(Reason.AWAY),
                unavailable(Reason.BUSY),
                unavailable(Reason.UNAUTHORIZED),
                unavailable(Reason.MISCONFIGURED),
                new TextRefused("no"),
                new IllegalStateException())) {
            words.answerWith(_ -> {
                throw failure;
            });
            assertThatThrownBy(() -> model.embed(List.of("one"))).isSameAs(failure);
        }

        assertThat(calls.told())
                .containsExactly(
                        "test words AWAY",
                        "test words BUSY",
                        "test words UNAUTHORIZED",
                        "test words MISCONFIGURED",
                        "test words REFUSED",
                        "test words FAULT");
    }

    @Test
    void takesAnAnswerThatIsNoneForAFault() {
        words.answerWith(_ -> List.of());
        model.embed(List.of("one"));
        words.answerWith(_ -> List.of(Vector.towards(new float[] {1})));
        model.embed(List.of("one"));

        assertThat(calls.told()).containsExactly("test words FAULT", "test words FAULT");
    }

    @Test
    void tellsOfErrorsToo() {
        words.answerWith(_ -> {
            throw new LinkageError();
        });

        assertThatExceptionOfType(LinkageError.class).isThrownBy(() -> model.embed(List.of("one")));

        assertThat(calls.told()).containsExactly("test words FAULT");
    }

    private static EmbeddingUnavailable unavailable(Reason reason) {
        return new EmbeddingUnavailable(reason, "no answer", null, null);
    }
}
