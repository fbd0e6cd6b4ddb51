package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a provider sends is what the database has, in half precision and of length 1, whatever the format.
class StoredVectorsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int ROUNDS = 5;

    private final Random random = new Random(20261128);

    @Test
    void storesOpenAisArrays() {
        try (var fake = FakeOpenAi.start(1536)) {
            stores(fake, "openai", 1536, floats -> openAi(Arrays.toString(floats)));
        }
    }

    @Test
    void storesOpenAisBase64() {
        try (var fake = FakeOpenAi.start(1536)) {
            stores(fake, "openai", 1536, floats -> openAi('"' + base64(floats) + '"'));
        }
    }

    @Test
    void storesCoheresArrays() {
        try (var fake = FakeCohere.start(384)) {
            stores(fake, "cohere", 384, floats -> "{\"embeddings\": {\"float\": [" + Arrays.toString(floats) + "]}}");
        }
    }

    @Test
    void storesNothingOfAnAnswerInAnotherForm() {
        try (var fake = FakeOpenAi.start(1536);
                var database = TestDatabase.create();
                var server = server(database, fake, "openai", 1536)) {
            float[] floats = floats(1536);
            String bigEndian = base64(floats, ByteOrder.BIG_ENDIAN);
            List<String> forms = List.of(
                    "[" + Arrays.toString(floats) + "]",
                    Arrays.toString(floats).replaceAll("([-0-9.E]+)", "\"$1\""),
                    '"' + bigEndian.substring(4) + '"',
                    '"' + base64(new float[1536]) + '"');
            for (int i = 0; i < forms.size(); i++) {
                String text = "Text number %d.".formatted(i);
                fake.answer(text, FakeReply.text(openAi(forms.get(i))));
                Client client = server.client();
                String id = client.create(text).field("id");
                Eventually.holds(
                        SOON,
                        () -> client.get("/api/v1/memories/" + id)
                                .field("embedding_status")
                                .equals("failed"));
                assertThat(sql(database).queryForObject("select count(*) from embedding_passages_1", Integer.class))
                        .isZero();
            }
        }
    }

    /// What a provider answers to one text.
    private interface Answers {
        String of(float[] floats);
    }

    private void stores(FakeProvider fake, String provider, int dimension, Answers answers) {
        try (var database = TestDatabase.create();
                var server = server(database, fake, provider, dimension)) {
            Client client = server.client();
            for (int round = 0; round < ROUNDS; round++) {
                float[] sent = floats(dimension);
                fake.always(FakeReply.text(answers.of(sent)));
                String id = client.create("Text number " + round).field("id");
                Eventually.holds(
                        SOON,
                        () -> client.get("/api/v1/memories/" + id)
                                .field("embedding_status")
                                .equals("completed"));
                assertThat(stored(database, id)).isEqualTo(inHalfPrecision(sent));
            }
        }
    }

    private static Instance server(TestDatabase database, FakeProvider fake, String provider, int dimension) {
        return new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        provider,
                        "embedding.model-name",
                        "some-model",
                        "embedding.dimension",
                        dimension,
                        "embedding.%s.api-key".formatted(provider),
                        FakeProvider.KEY,
                        "embedding.%s.base-url".formatted(provider),
                        fake.baseUrl(),
                        "omne.embedding.max-retries",
                        0));
    }

    private float[] floats(int dimension) {
        var floats = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            floats[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4) - 4));
        }
        return floats;
    }

    private static float[] stored(TestDatabase database, String id) {
        String text = Objects.requireNonNull(sql(database)
                .queryForObject(
                        "select embedding::real[]::text from embedding_passages_1 where entry_id = ?",
                        String.class,
                        UUID.fromString(id)));
        String[] numbers = text.substring(1, text.length() - 1).split(",", -1);
        var floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.parseFloat(numbers[i]);
        }
        return floats;
    }

    private static float[] inHalfPrecision(float[] sent) {
        double squares = 0;
        for (float component : sent) {
            squares += (double) component * component;
        }
        double length = Math.sqrt(squares);
        var stored = new float[sent.length];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = Float.float16ToFloat(Float.floatToFloat16((float) (sent[i] / length)));
        }
        return stored;
    }

    private static String openAi(String embedding) {
        return """
                {"object": "list", "model": "m", "data": [{"object": "embedding", "index": 0, "embedding": %s}]}""".formatted(embedding);
    }

    private static String base64(float[] floats) {
        return base64(floats, ByteOrder.LITTLE_ENDIAN);
    }

    private static String base64(float[] floats, ByteOrder order) {
        var bytes = ByteBuffer.allocate(Float.BYTES * floats.length).order(order);
        bytes.asFloatBuffer().put(floats);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static JdbcTemplate sql(TestDatabase database) {
        return new JdbcTemplate(database.dataSource());
    }
}
