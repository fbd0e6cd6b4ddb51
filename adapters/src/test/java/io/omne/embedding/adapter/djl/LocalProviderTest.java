package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.application.LocalModelSettings;
import io.omne.embedding.domain.TokenGuess;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalProviderTest {

    private final LocalProvider local = new LocalProvider(new LocalModelSettings(null));

    @ParameterizedTest
    @CsvSource({
        ",, bge-small-en-v1.5-mean",
        ", 384, bge-small-en-v1.5-mean",
        "bge-small-en-v1.5,, bge-small-en-v1.5",
        "all-MiniLM-L6-v2, 384, all-MiniLM-L6-v2",
    })
    void takesTheseModels(@Nullable String model, @Nullable Integer dimension, String expected) {
        assertThat(local.spec(model, dimension)).isEqualTo(new ModelSpec("local", new ModelName(expected), 384));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt,, 'there is no local model gpt; there are bge-small-en-v1.5-mean and bge-small-en-v1.5"
                + " and all-MiniLM-L6-v2'",
        "all-minilm-l6-v2,, 'there is no local model all-minilm-l6-v2;"
                + " there are bge-small-en-v1.5-mean and bge-small-en-v1.5 and all-MiniLM-L6-v2'",
        ", 1536, 'bge-small-en-v1.5-mean has 384 dimensions, not 1536'",
    })
    void saysWhichItCannotUse(@Nullable String model, @Nullable Integer dimension, String sentence) {
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> local.spec(model, dimension))
                .withMessage(sentence);
    }

    @Test
    void opensTheModelThatWasMeant() {
        try (var model = local.open(local.spec("all-MiniLM-L6-v2", null))) {
            assertThat(model.name()).hasToString("all-MiniLM-L6-v2");
            assertThat(model.embed(List.of("a text"))).hasSize(1);
        }
    }

    /// A change of the model carries vectors over: those of the two are never compared.
    @Test
    void poolsByTheMeanUnlessTheFormerModelIsNamed() {
        try (var model = local.open(local.spec(null, null));
                var former = local.open(local.spec("bge-small-en-v1.5", null))) {
            assertThat(model.embed(List.of("a text"))).isNotEqualTo(former.embed(List.of("a text")));
            assertThat(model.tokenEnds("a text")).isEqualTo(former.tokenEnds("a text"));
        }
    }

    /// Where tokens are told, guessing finds no fewer of them in what the model was made for.
    @Test
    void tellsNoMoreTokensThanWouldBeGuessed() {
        try (var model = local.open(local.spec(null, null))) {
            for (String text : List.of(
                    "The quarterly review with Anna moved to Thursday at ten; bring the 2025 figures (pages 12-18).",
                    "SELECT id, user_id FROM memories WHERE deleted_at IS NULL AND version > 3;",
                    "https://example.com/a/b?c=d&e=f")) {
                assertThat(TokenGuess.ends(text).length)
                        .as(text)
                        .isBetween(model.tokenEnds(text).length, 3 * model.tokenEnds(text).length);
            }
        }
    }
}
