package io.omne.embedding.application.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.memory.application.HeldModels;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RetryWhileBusyTest {

    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private int calls;
    private int looks;

    private Embedder embedder(Reason reason, int refusals) {
        return new RetryWhileBusy(
                new Embedder() {
                    @Override
                    public boolean isAnswering(IndexedModel model) {
                        looks++;
                        return looks % 2 == 0;
                    }

                    @Override
                    public int mostTexts(IndexedModel model) {
                        return 1;
                    }

                    @Override
                    public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
                        if (++calls <= refusals) {
                            throw new EmbeddingUnavailable(reason, "not now", null, null);
                        }
                        return List.of(new EmbeddedText(List.of(), 1));
                    }

                    @Override
                    public EmbeddedText embedAlone(IndexedModel model, String text) {
                        return embed(model, List.of(text)).getFirst();
                    }
                },
                goesOn::get);
    }

    @Test
    void asksAgainOnceTheProviderAnswers() {
        assertThat(embedder(Reason.BUSY, 2).embed(HeldModels.SERVING, List.of("a text")))
                .hasSize(1);
        assertThat(calls).isEqualTo(3);
        assertThat(looks).isEqualTo(4);
    }

    @Test
    void doesNotWaitForOneThatIsAway() {
        assertThatThrownBy(() -> embedder(Reason.AWAY, 1).embedAlone(HeldModels.SERVING, "a text"))
                .isInstanceOf(EmbeddingUnavailable.class);
        assertThat(looks).isZero();
    }

    @Test
    void doesNotWaitWhenItIsToStop() {
        goesOn.set(false);

        assertThatThrownBy(() -> embedder(Reason.BUSY, 1).embed(HeldModels.SERVING, List.of("a text")))
                .isInstanceOf(EmbeddingUnavailable.class);
        assertThat(looks).isZero();
    }
}
