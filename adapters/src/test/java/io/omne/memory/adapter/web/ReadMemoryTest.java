package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.embedding.Vector;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ReadMemoryTest {

    private static final String PATH = "/api/v1/memories";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();
    private final Reply created = somebody.post(PATH, "{\"content\":\"x\"}");
    private final MemoryId id = new MemoryId(UUID.fromString(created.text("id")));
    private final String path = PATH + "/" + id;

    @Test
    void givesBackWhatWasCreated() {
        Reply found = somebody.get(path);

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("ETag")).isEqualTo("\"1.1\"");
        assertThat(found.text("content")).isEqualTo("x");
        assertThat(found.json().propertyNames()).isEqualTo(created.json().propertyNames());
        assertThat(somebody.get(path.toUpperCase(Locale.ROOT).replace(PATH.toUpperCase(Locale.ROOT), PATH))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.1\"", "W/\"1.1\"", "*", "\"x\", \"1.1\"", "W/\"1.1-gzip\"", "\"1.1;gzip\""})
    void saysThatNothingHasChanged(String ifNoneMatch) {
        Reply found = somebody.get(path, "If-None-Match", ifNoneMatch);

        assertThat(found.status()).isEqualTo(304);
        assertThat(found.body()).isEmpty();
        assertThat(found.header("ETag")).isEqualTo("\"1.1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.2\"", "\"1\"", "nonsense"})
    void givesTheMemoryThatHasChanged(String ifNoneMatch) {
        assertThat(somebody.get(path, "If-None-Match", ifNoneMatch).status()).isEqualTo(200);
    }

    @Test
    void noticesEmbedding() {
        server.memories().embed(id, List.of(Vector.towards(new float[] {1, 0})));

        Reply found = somebody.get(path, "If-None-Match", created.header("ETag"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.header("ETag")).matches("\"1\\.3\\.[0-9a-f]{1,8}\"");
        assertThat(found.text("embedding_status")).isEqualTo("completed");
        assertThat(found.text("embedding_model")).isEqualTo("test-model");
        assertThat(found.text("embedding_updated_at")).endsWith("Z");
        assertThat(found.json().has("embedding")).isFalse();
    }

    @Test
    void tellsWhyEmbeddingFailed() {
        server.memories().failToEmbed(id, new EmbeddingFailure("model_failed", "the model gave no answer"));

        JsonNode found = somebody.get(path).json();

        assertThat(found.path("embedding_status").asString()).isEqualTo("failed");
        assertThat(found.path("embedding_error").toString())
                .isEqualTo("{\"code\":\"model_failed\",\"message\":\"the model gave no answer\"}");
    }

    @Test
    void includesTheVectorsOnceThereAreSome() {
        JsonNode pending = somebody.get(path + "?include=embedding").json();
        server.memories().embed(id, List.of(Vector.towards(new float[] {0, 1}), Vector.towards(new float[] {-1, 0})));
        Reply completed = somebody.get(path + "?include=embedding");

        assertThat(pending.path("embedding").isNull()).isTrue();
        assertThat(completed.json().path("embedding").toString()).isEqualTo("[[0.0,1.0],[-1.0,0.0]]");
        assertThat(completed.text("content")).isEqualTo("x");
        assertThat(completed.header("ETag"))
                .startsWith("\"1.3.")
                .isEqualTo(somebody.get(path).header("ETag"));
    }

    @ParameterizedTest
    @CsvSource({
        "include=vector, include unknown_value",
        "include=, include unknown_value",
        "include=embedding&include=x, include unknown_value",
        "fields=id, fields unknown_field"
    })
    void refusesOtherParameters(String query, String error) {
        Reply reply = somebody.get(path + "?" + query);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
    }

    @Test
    void tellsOthersMemoriesFromUnknownOnesByNothing() {
        Caller other = server.somebody();
        String unknown = PATH + "/" + UUID.randomUUID();
        for (String tail : List.of("", "/retry-embedding")) {
            for (String method : List.of("GET", "PATCH", "DELETE", "POST")) {
                Reply foreign = ask(other, method, path + tail);
                Reply missing = ask(other, method, unknown + tail);

                assertThat(foreign.status()).isEqualTo(missing.status()).isIn(404, 405);
                assertThat(foreign.body().replace(path, unknown)).isEqualTo(missing.body());
                assertThat(foreign.response().headers().map().keySet())
                        .isEqualTo(missing.response().headers().map().keySet());
            }
        }
        assertThat(somebody.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "1-1-1-1-1",
                "0199a1b2000070008000000000000001",
                "0199a1b2-0000-7000-8000-00000000000g",
                "0199a1b2-0000-7000-8000-0000000000011",
                "{0199a1b2-0000-7000-8000-000000000001}",
                "%00"
            })
    void refusesAMalformedId(String malformed) {
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            Reply reply = ask(
                    somebody, method, PATH + "/" + malformed.replace("{", "%7B").replace("}", "%7D"));

            assertThat(reply.status()).as(reply.body()).isEqualTo(400);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    @Test
    void deletesOnce() {
        Reply deleted = somebody.delete(path);

        assertThat(deleted.status()).isEqualTo(204);
        assertThat(deleted.body()).isEmpty();
        assertThat(somebody.delete(path).status()).isEqualTo(404);
        assertThat(somebody.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2.1\"", "W/\"2.1\"", "\"2.1-gzip\"", "1.1", "\"\"", "nonsense"})
    void deletesNoOtherVersionThanTheOneThatIsWanted(String ifMatch) {
        Reply refused = delete(ifMatch);

        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(somebody.get(path).header("ETag")).isEqualTo("\"1.1\"");
        assertThat(somebody.get(path + "/history").json().path("data").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1.1\"", "*", "W/\"1.1\"", "\"1.1-gzip\"", "\"1.1;gzip\"", "\"9.9\", W/\"1.7-gzip\""})
    void deletesTheVersionThatIsWanted(String ifMatch) {
        assertThat(delete(ifMatch).status()).isEqualTo(204);
        assertThat(delete(ifMatch).status()).isEqualTo(404);
    }

    @Test
    void deletesNothingThatWasEditedMeanwhile() {
        somebody.patch(path, "{\"title\":\"new\"}");

        assertThat(delete("\"1.1\"").status()).isEqualTo(412);
        assertThat(delete(somebody.get(path).header("ETag")).status()).isEqualTo(204);
    }

    private Reply delete(String ifMatch) {
        return somebody.send("DELETE", path, BodyPublishers.noBody(), "If-Match", ifMatch);
    }

    @Test
    void answersHeadWithoutABody() {
        Reply head = ask(somebody, "HEAD", path);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("ETag")).isEqualTo("\"1.1\"");
        assertThat(head.body()).isEmpty();
        assertThat(ask(somebody, "HEAD", PATH + "/x").body()).isEmpty();
    }

    private static Reply ask(Caller caller, String method, String path) {
        return method.equals("PATCH")
                ? caller.patch(path, "{\"title\":\"t\"}")
                : caller.send(method, path, BodyPublishers.noBody());
    }
}
