package io.omne.embedding.adapter.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.omne.EmbeddingModelContract;
import io.omne.FakeOpenAi;
import io.omne.FakeReply;
import io.omne.FakeVectors;
import io.omne.TestProviders;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.providers.adapter.http.TestHttp;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        var openai = new OpenAi(http.remote(), TestProviders.at(fake.baseUrl(), FakeOpenAi.KEY));
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
        assertThat(fault()).hasMessageContaining("a vector of 384 dimensions, not of 1536");
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

    @Test
    void readsBase64AsFloatsInLittleEndian() {
        var random = new Random(20261128);
        for (int round = 0; round < 50; round++) {
            List<float[]> sent = Stream.generate(() -> randomBits(random))
                    .limit(TEXTS.size())
                    .toList();
            fake.next(FakeReply.text(
                    answer(sent.stream().map(OpenAiModelTest::base64).toList())));
            assertThat(model.embed(TEXTS))
                    .isEqualTo(sent.stream().map(Vector::towards).toList());
        }
    }

    @Test
    void readsNumbersAsTheNearestFloats() {
        var random = new Random(20261129);
        for (int round = 0; round < 50; round++) {
            List<float[]> sent = Stream.generate(() -> randomBits(random))
                    .limit(TEXTS.size())
                    .toList();
            fake.next(FakeReply.text(answer(sent.stream().map(Arrays::toString).toList())));
            assertThat(model.embed(TEXTS))
                    .isEqualTo(sent.stream().map(Vector::towards).toList());
        }
    }

    /// Floats of all sizes and signs, the smallest included; none so large that it could hide the others.
    private static float[] randomBits(Random random) {
        var floats = new float[DIMENSION];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(random.nextInt() & ~0x4000_0000);
        }
        return floats;
    }

    private static String base64(float[] floats) {
        return base64(floats, ByteOrder.LITTLE_ENDIAN);
    }

    private static String base64(float[] floats, ByteOrder order) {
        var bytes = ByteBuffer.allocate(Float.BYTES * floats.length).order(order);
        bytes.asFloatBuffer().put(floats);
        return '"' + Base64.getEncoder().encodeToString(bytes.array()) + '"';
    }

    private static String answer(List<String> embeddings) {
        return IntStream.range(0, embeddings.size())
                .mapToObj(i ->
                        "{\"object\": \"embedding\", \"index\": %d, \"embedding\": %s}".formatted(i, embeddings.get(i)))
                .collect(Collectors.joining(", ", "{\"object\": \"list\", \"data\": [", "]}"));
    }

    /// One right embedding, changed into each of these.
    @Test
    void rejectsEveryOtherFormOfAnEmbedding() {
        var floats = new float[DIMENSION];
        Arrays.fill(floats, 0.25f);
        String array = Arrays.toString(floats);
        String base64 = base64(floats);
        String text = base64.substring(1, base64.length() - 1);
        assertThat(embedding(array)).isEqualTo(Vector.towards(floats));
        assertThat(embedding(base64)).isEqualTo(Vector.towards(floats));
        float[] zeros = new float[DIMENSION];
        var forms = new ArrayList<>(List.of(
                "null",
                "7",
                "true",
                "{}",
                "[]",
                "\"\"",
                "[" + array + "]",
                "[" + base64 + "]",
                '"' + array + '"',
                array.replaceFirst("0.25", "\"0.25\""),
                array.replaceFirst("0.25", "[0.25]"),
                array.replaceFirst("0.25", "null"),
                array.replaceFirst("0.25", "true"),
                array.replaceFirst("0.25", "\"NaN\""),
                array.replaceFirst("0.25", "NaN"),
                array.replaceFirst("0.25", "Infinity"),
                array.replaceFirst("0.25", "1e39"),
                array.replaceFirst("0.25", "-1e400"),
                array.replaceFirst("0.25", "1" + "0".repeat(60)),
                array.replaceFirst("0.25, ", ""),
                array.replaceFirst("0.25", "0.25, 0.25"),
                Arrays.toString(zeros),
                array.replace("0.25", "1e-60"),
                base64(zeros),
                base64(new float[] {0.25f}),
                '"' + text.substring(1) + '"',
                '"' + text.substring(4) + '"',
                '"' + text + '"' + ", \"embedding\": " + array,
                '"' + text.substring(0, 100) + "*" + text.substring(101) + '"',
                '"' + text.substring(0, 100) + "\\n" + text.substring(100) + '"',
                '"' + text + " \"",
                '"' + text + "AA==\"",
                '"' + text + "AAAAAA\"",
                "{\"float\": " + array + "}"));
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] one = floats.clone();
            one[700] = bad;
            forms.add(base64(one));
        }
        for (String form : forms) {
            fake.next(FakeReply.text(answer(List.of(form))));
            assertThatExceptionOfType(ModelFault.class)
                    .as(form.substring(0, Math.min(60, form.length())))
                    .isThrownBy(() -> model.embed(List.of("one")));
        }
    }

    private static Vector embedding(String form) {
        fake.next(FakeReply.text(answer(List.of(form))));
        return model.embed(List.of("one")).getFirst();
    }

    @Test
    void rejectsEveryOtherFormOfAnAnswer() {
        String right =
                answer(List.of(Arrays.toString(FakeVectors.of("one", DIMENSION).components())));
        fake.next(FakeReply.text(right));
        assertThat(model.embed(List.of("one"))).hasSize(1);
        for (String wrong : List.of(
                right + " {}",
                right + ", " + right,
                "[" + right + "]",
                '"' + right.replace("\"", "\\\"") + '"',
                right.replace("\"list\"", "\"error\""),
                right.replace("\"list\"", "7"),
                right.replace("\"object\": \"embedding\"", "\"object\": \"chunk\""),
                right.replace("\"index\": 0", "\"index\": \"0\""),
                right.replace("\"index\": 0", "\"index\": 0.0"),
                right.replace("\"index\": 0", "\"index\": 0.4"),
                right.replace("\"index\": 0", "\"index\": false"),
                right.replace("\"index\": 0", "\"index\": null"),
                right.replace("\"index\": 0", "\"index\": \"\""),
                right.replace("\"index\": 0", "\"index\": [0]"),
                right.replace("\"index\": 0", "\"index\": 4294967296"),
                right.replace("\"index\": 0", "\"index\": 1, \"index\": 0"),
                right.replace("\"data\": [{", "\"data\": [[{").replace("}]}", "}]]}"),
                right.replace("\"data\": [{", "\"data\": {").replace("}]}", "}}"),
                right.replace("\"data\"", "\"data\": [], \"data\""),
                right.replace("\"data\"", "\"Data\""),
                right.replace("\"data\"", "\"usage\": {\"a\": 1, \"a\": 2}, \"data\""),
                right.replace("\"data\"", "\"model\": 7, \"data\""),
                right.replace("\"data\"", "\"model\": \"text-embedding-3-large\", \"data\""),
                right.replace("\"data\"", "\"model\": \"text-embedding-ada-002-v2\", \"data\""))) {
            fake.next(FakeReply.text(wrong));
            assertThatExceptionOfType(ModelFault.class)
                    .as(wrong.substring(0, Math.min(120, wrong.length())))
                    .isThrownBy(() -> model.embed(List.of("one")));
        }
    }

    @Test
    void takesWhatAServerCallsTheModelItself() {
        String right =
                answer(List.of(Arrays.toString(FakeVectors.of("one", DIMENSION).components())));
        for (String name : List.of("text-embedding-3-small-2024-01", "\u00fcber", "gpt-embeddings", "")) {
            fake.next(FakeReply.text(right.replace("\"data\"", "\"model\": \"" + name + "\", \"data\"")));
            assertThat(model.embed(List.of("one"))).hasSize(1);
        }
    }

    @Test
    void readsUtf8AloneWhateverTheHeaderSays() {
        String right = answer(
                        List.of(Arrays.toString(FakeVectors.of("one", DIMENSION).components())))
                .replace("\"data\"", "\"model\": \"\u00fcber\", \"data\"");
        for (Charset charset :
                List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)) {
            fake.next(FakeReply.bytes(right.getBytes(charset)));
            assertThat(catchThrowable(() -> model.embed(List.of("one"))))
                    .as(charset.name())
                    .isInstanceOf(NotEmbedded.class);
        }
        fake.next(FakeReply.bytes(right.getBytes(StandardCharsets.UTF_8)));
        assertThat(model.embed(List.of("one"))).hasSize(1);
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
