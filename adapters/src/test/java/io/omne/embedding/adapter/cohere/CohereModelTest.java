package io.omne.embedding.adapter.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.EmbeddingModelContract;
import io.omne.FakeCohere;
import io.omne.FakeReply;
import io.omne.FakeVectors;
import io.omne.TestProviders;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.providers.adapter.http.TestHttp;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CohereModelTest extends EmbeddingModelContract {

    private static final int DIMENSION = 1024;
    private static final List<String> TEXTS = List.of("one", "two", "three");

    private static FakeCohere fake;
    private static TestHttp http;
    private static EmbeddingModel model;

    @BeforeAll
    static void start() {
        fake = FakeCohere.start(DIMENSION);
        http = TestHttp.patient();
        model = open(null, DIMENSION);
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
        var cohere = new Cohere(http.remote(), TestProviders.at(fake.baseUrl(), FakeCohere.KEY));
        return cohere.open(cohere.spec(name, dimension));
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
        model.embed(List.of("one"));
        assertThat(fake.question())
                .hasToString("{\"model\":\"embed-v4.0\",\"texts\":[\"one\"],\"input_type\":\"search_document\","
                        + "\"embedding_types\":[\"float\"],\"truncate\":\"END\",\"output_dimension\":1024}");
    }

    @Test
    void asksForTheVectorOfAQuestionLikeThis() {
        assertThat(model.embedQuestions(List.of("one"))).containsExactly(FakeVectors.of("one", DIMENSION));
        assertThat(fake.question())
                .hasToString("{\"model\":\"embed-v4.0\",\"texts\":[\"one\"],\"input_type\":\"search_query\","
                        + "\"embedding_types\":[\"float\"],\"truncate\":\"END\",\"output_dimension\":1024}");
    }

    @Test
    void asksOlderModelsForNoDimension() {
        try (var older = open("embed-english-v3.0", null)) {
            older.embed(TEXTS);
            assertThat(fake.question().has("output_dimension")).isFalse();
        }
    }

    @Test
    void asksForNoMoreThan96AtOnce() {
        long before = fake.calls();
        model.embed(IntStream.range(0, 193).mapToObj(Integer::toString).toList());
        assertThat(fake.calls() - before).isEqualTo(3);
    }

    @Test
    void rejectsAnAnswerOfAnotherLength() {
        fake.next(FakeCohere.answering(TEXTS.subList(0, 2), DIMENSION));
        assertThat(fault()).hasMessageContaining("2 vectors for 3 passages");
        fake.next(FakeReply.text("{\"embeddings\": {}}"), FakeReply.text("{}"));
        assertThat(fault()).hasMessageContaining("0 vectors for 3 passages");
        assertThat(fault()).hasMessageContaining("0 vectors for 3 passages");
    }

    @Test
    void rejectsVectorsOfAnotherDimension() {
        fake.next(
                FakeCohere.answering(TEXTS, 384), FakeReply.text("{\"embeddings\": {\"float\": [null, null, null]}}"));
        assertThat(fault()).hasMessageContaining("a vector of 384 dimensions, not of 1024");
        assertThat(fault()).hasMessageContaining("a vector of 0 dimensions");
    }

    @Test
    void rejectsWhatIsNoAnswer() {
        fake.next(FakeReply.text("{\"embeddings\": [[1, 2]]}"));
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
        fake.refuse("two", 422);
        assertThatExceptionOfType(TextRefused.class).isThrownBy(() -> model.embed(TEXTS));
        assertThat(model.embed(List.of("one", "three"))).hasSize(2);
    }

    @Test
    void saysThatTheProviderIsAway() {
        fake.next(FakeReply.status(429, "3"));
        assertThatExceptionOfType(EmbeddingUnavailable.class).isThrownBy(() -> model.embed(TEXTS));
    }

    @Test
    void rejectsEveryOtherFormOfAnAnswer() {
        String array = Arrays.toString(FakeVectors.of("one", DIMENSION).components());
        String right = "{\"embeddings\": {\"float\": [" + array + "]}}";
        fake.next(FakeReply.text(right));
        assertThat(model.embed(List.of("one"))).isEqualTo(List.of(FakeVectors.of("one", DIMENSION)));
        String first = array.substring(1, array.indexOf(','));
        String base64 = '"' + Base64.getEncoder().encodeToString(new byte[4 * DIMENSION]) + '"';
        for (String wrong : List.of(
                "{\"embeddings\": [" + array + "]}",
                "{\"embeddings\": " + array + "}",
                "{\"embeddings\": {\"float\": " + array + "}}",
                "{\"embeddings\": {\"float\": [[" + array + "]]}}",
                "{\"embeddings\": {\"float\": [" + base64 + "]}}",
                "{\"embeddings\": {\"base64\": [" + base64 + "]}}",
                "{\"embeddings\": {\"float\": [\"\"]}}",
                "{\"embeddings\": {\"float\": [null]}}",
                "{\"embeddings\": {\"float\": [{}]}}",
                right.replace("float", "int8"),
                right.replace("float", "uint8"),
                right.replace("float", "binary"),
                right.replace("float", "ubinary"),
                right.replace("float", "Float"),
                right.replace(first, '"' + first + '"'),
                right.replace(first, "null"),
                right.replace(first, "1e39"),
                right.replace(first, "NaN"),
                right.replace("\"float\"", "\"float\": [], \"float\""),
                right.replace("}}", "}, \"embeddings\": {}}"),
                right + right)) {
            fake.next(FakeReply.text(wrong));
            assertThatExceptionOfType(ModelFault.class)
                    .as(wrong.substring(0, Math.min(80, wrong.length())))
                    .isThrownBy(() -> model.embed(List.of("one")));
        }
    }
}
