package io.omne.embedding.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.FakeOpenAi;
import io.omne.TestProviders;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.providers.adapter.http.TestHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTest {

    private final TestHttp http = TestHttp.patient();
    private final OpenAi openai = new OpenAi(http.remote(), TestProviders.at("http://127.0.0.1:1/v1", FakeOpenAi.KEY));

    @ParameterizedTest
    @CsvSource({
        ",, text-embedding-3-small, 1536",
        ", 512, text-embedding-3-small, 512",
        "text-embedding-3-small, 1536, text-embedding-3-small, 1536",
        "text-embedding-3-large,, text-embedding-3-large, 3072",
        "text-embedding-3-large, 1, text-embedding-3-large, 1",
        "text-embedding-ada-002,, text-embedding-ada-002, 1536",
        "nomic-embed-text, 768, nomic-embed-text, 768",
    })
    void takesTheseModels(@Nullable String model, @Nullable Integer dimension, String expected, int expectedDimension) {
        assertThat(openai.spec(model, dimension))
                .isEqualTo(new ModelSpec("openai", new ModelName(expected), expectedDimension));
    }

    @ParameterizedTest
    @CsvSource({
        ", 1537, 'text-embedding-3-small has at most 1536 dimensions, not 1537'",
        "text-embedding-ada-002, 512, 'text-embedding-ada-002 has always 1536 dimensions, not 512'",
        "nomic-embed-text,, 'how many dimensions nomic-embed-text has is not known here, and has to be said'",
    })
    void saysWhichItCannotUse(@Nullable String model, @Nullable Integer dimension, String sentence) {
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> openai.spec(model, dimension))
                .withMessage(sentence);
    }

    @Test
    void wantsAKey() {
        var keyless = new OpenAi(http.remote(), TestProviders.at("http://127.0.0.1:1/v1", null));
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> keyless.spec(null, null))
                .withMessageContaining("EMBEDDING_OPENAI_API_KEY");
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(() -> keyless.open(openai.spec(null, null)))
                .withMessageContaining("EMBEDDING_OPENAI_API_KEY");
    }
}
