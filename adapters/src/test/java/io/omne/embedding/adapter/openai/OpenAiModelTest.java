package io.omne.embedding.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.EmbeddingModelContract;
import io.omne.FakeOpenAi;
import io.omne.FakeReply;
import io.omne.FakeVectors;
import io.omne.embedding.adapter.http.TestHttp;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.application.EmbeddingModel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiModelTest extends EmbeddingModelContract {

    private static final int DIMENSION = 1536;
    private static final List<String> TEXTS = List.of("one", "two", "three");

    private static FakeOpenAi fake;
    private static TestHttp http;
    private static EmbeddingModel model;

    @BeforeAll
    static void start() {
        fake = FakeOpenAi.start(DIMENSION);
        http = TestHttp.patient();
        model = open(null, null);
    }

    @AfterAll
    static void stop() {
        model.close();
        http.close();
        fake.close();
    }

    @AfterEach
    void recover() {
        fake.recover();
    }

    private static EmbeddingModel open(@Nullable String name, @Nullable Integer dimension) {
        var openai = new OpenAi(http.remote(), TestHttp.settings(fake.baseUrl(), FakeOpenAi.KEY));
        return openai.open(openai.spec(name, dimension));
    }

    @Override
    protected EmbeddingModel model() {
        return model;
    }

    @Test
    void givesTheVectorsOfTheProvider() {
        assertThat(model.embed(TEXTS))
                .isEqualTo(
                        TEXTS.stream().map(it -> FakeVectors.of(it, DIMENSION)).toList());
    }

    @Test
    void asksLikeThis() {
        model.embed(List.of("one", "\"two\"\n"));
        assertThat(fake.question())
                .hasToString("{\"model\":\"text-embedding-3-small\",\"input\":[\"one\",\"\\\"two\\\"\\n\"],"
                        + "\"encoding_format\":\"float\"}");
    }

    @Test
    void asksForADimensionWhereTheModelHasAnother() {
        try (var shorter = open("text-embedding-3-large", 256)) {
            assertThat(shorter.embed(TEXTS).getFirst().dimension()).isEqualTo(256);
            assertThat(fake.question().get("model").asString()).isEqualTo("text-embedding-3-large");
            assertThat(fake.question().get("dimensions").asInt()).isEqualTo(256);
        }
    }

    @Test
    void doesNotAskAnotherModelForADimension() {
        try (var other = open("nomic-embed-text", DIMENSION)) {
            other.embed(TEXTS);
            assertThat(fake.question().has("dimensions")).isFalse();
        }
    }

    @Test
    void spreadsManyPassagesOverCalls() {
        long before = fake.calls();
        model.embed(IntStream.range(0, 300).mapToObj(Integer::toString).toList());
        assertThat(fake.calls() - before).isEqualTo(3);
        model.embed(List.of("a".repeat(60_000), "b".repeat(60_000)));
        assertThat(fake.calls() - before).isEqualTo(5);
    }

    @Test
    void putsVectorsInTheOrderOfThePassages() {
        fake.next(FakeOpenAi.reordered(TEXTS, DIMENSION));
        assertThat(model.embed(TEXTS))
                .isEqualTo(
                        TEXTS.stream().map(it -> FakeVectors.of(it, DIMENSION)).toList());
    }

    @Test
    void rejectsVectorsOfWhichNobodyKnowsWhoseTheyAre() {
        for (FakeReply reply : List.of(
                FakeOpenAi.duplicated(TEXTS, DIMENSION),
                FakeOpenAi.answering(TEXTS, DIMENSION, List.of(1, 2, 3)),
                FakeOpenAi.answering(TEXTS, DIMENSION, List.of(-1, 0, 1)),
                FakeReply.text("{\"data\": [{\"embedding\": [1]}, {\"embedding\": [1]}, {\"embedding\": [1]}]}"),
                FakeReply.text("{\"data\": [null, null, null]}"))) {
            fake.next(reply);
            assertThat(fault()).hasMessageContaining("without telling whose each is");
        }
    }

    @Test
    void rejectsAnAnswerOfAnotherLength() {
        for (int count : List.of(0, 2)) {
            List<String> fewer = TEXTS.subList(0, count);
            fake.next(FakeOpenAi.answering(
                    fewer, DIMENSION, IntStream.range(0, count).boxed().toList()));
            assertThat(fault()).hasMessageContaining(count + " vectors for 3 passages");
        }
        fake.next(FakeReply.text("{\"object\": \"list\"}"));
        assertThat(fault()).hasMessageContaining("0 vectors for 3 passages");
    }

    @Test
    void rejectsVectorsOfAnotherDimension() {
        fake.next(FakeOpenAi.answering(TEXTS, 384, List.of(0, 1, 2)));
        assertThat(fault())
                .hasMessageContaining("a vector of 384 dimensions, not of 1536 as EMBEDDING_DIMENSION has it");
        fake.next(FakeReply.text("{\"data\": [{\"index\": 0}, {\"index\": 1}, {\"index\": 2}]}"));
        assertThat(fault()).hasMessageContaining("a vector of 0 dimensions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"data\": 7}",
                "{\"data\": [{\"index\": 0, \"embedding\": [null]}]}",
                "{\"data\": [{\"index\": 0, \"embedding\": [\"here\"]}]}",
            })
    void rejectsWhatIsNoAnswer(String body) {
        fake.next(FakeReply.text(body));
        assertThat(fault()).hasMessageContaining("not what it should be");
    }

    private static ModelFault fault() {
        try {
            throw new AssertionError("vectors: " + model.embed(TEXTS));
        } catch (ModelFault e) {
            return e;
        }
    }

    @Test
    void saysThatATextIsRefused() {
        fake.refuse("two", 400);
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> model.embed(TEXTS));
        assertThat(model.embed(List.of("one", "three"))).hasSize(2);
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> model.embed(List.of("two")));
    }

    @Test
    void saysThatTheProviderIsAway() {
        fake.next(FakeReply.status(503));
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> model.embed(TEXTS));
    }
}
