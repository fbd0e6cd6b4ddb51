package io.omne.embedding.adapter.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.FakeCohere;
import io.omne.TestProviders;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.providers.adapter.http.TestHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohereTest {

    private final TestHttp http = TestHttp.patient();
    private final Cohere cohere = new Cohere(http.remote(), TestProviders.at("http://127.0.0.1:1", FakeCohere.KEY));

    @ParameterizedTest
    @CsvSource({
        ",, embed-v4.0, 1536",
        ", 256, embed-v4.0, 256",
        "embed-english-v3.0,, embed-english-v3.0, 1024",
        "embed-multilingual-v3.0, 1024, embed-multilingual-v3.0, 1024",
        "embed-english-light-v3.0,, embed-english-light-v3.0, 384",
        "embed-v5.0, 2048, embed-v5.0, 2048",
    })
    void takesTheseModels(@Nullable String model, @Nullable Integer dimension, String expected, int expectedDimension) {
        assertThat(cohere.spec(model, dimension))
                .isEqualTo(new ModelSpec("cohere", new ModelName(expected), expectedDimension));
    }

    @ParameterizedTest
    @CsvSource({
        ", 384, 'embed-v4.0 has 1536 or 1024 or 512 or 256 dimensions, not 384'",
        "embed-english-v3.0, 1536, 'embed-english-v3.0 has 1024 dimensions, not 1536'",
        "embed-v5.0,, 'how many dimensions embed-v5.0 has is not known here, and has to be said'",
    })
    void saysWhichItCannotUse(@Nullable String model, @Nullable Integer dimension, String sentence) {
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> cohere.spec(model, dimension))
                .withMessage(sentence);
    }

    @Test
    void wantsAKey() {
        var keyless = new Cohere(http.remote(), TestProviders.at("http://127.0.0.1:1", null));
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> keyless.spec(null, null))
                .withMessage("cohere wants a key: set EMBEDDING_COHERE_API_KEY");
    }
}
