package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import io.omne.embedding.Vector;
import io.omne.memory.MemoryId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditMemoryTest {

    private static final String PATH = "/api/v1/memories";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();
    private final Reply created = somebody.post(PATH, """
            {"content": "x", "title": "T", "tags": ["a"], "metadata": {"a": 1}, "memory_type": "task"}""");
    private final String path = PATH + "/" + created.text("id");

    @Test
    void changesWhatIsSentAlone() {
        Reply edited = somebody.patch(path, "{\"title\":\"other\"}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2.2\"");
        assertThat(edited.text("title")).isEqualTo("other");
        assertThat(edited.text("content")).isEqualTo("x");
        assertThat(edited.json().path("tags").toString()).isEqualTo("[\"a\"]");
        assertThat(edited.json().path("metadata").toString()).isEqualTo("{\"a\":1}");
        assertThat(edited.text("memory_type")).isEqualTo("task");
        assertThat(edited.json().path("version").intValue()).isEqualTo(2);
    }

    @Test
    void clearsByNull() {
        Reply edited = somebody.patch(path, "{\"title\":null,\"tags\":null,\"metadata\":null}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().path("title").isNull()).isTrue();
        assertThat(edited.json().path("tags").toString()).isEqualTo("[]");
        assertThat(edited.json().path("metadata").toString()).isEqualTo("{}");
    }

    @Test
    void changesNothingWhenNothingIsSent() {
        Reply edited = somebody.patch(path, "{}");

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(edited.text("updated_at")).isEqualTo(created.text("updated_at"));
    }

    @Test
    void takesTheSpecificationsMeetingNote() {
        assertThat(somebody.patch(path, "{\"memory_type\":\"meeting_note\"}").text("memory_type"))
                .isEqualTo("meeting");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"content":null}             | content required
                    {"memory_type":null}         | memory_type required
                    {"content":" "}              | content blank
                    {"content":1}                | content wrong_type
                    {"source":"chat"}            | source unknown_field
                    {"source_id":"x"}            | source_id unknown_field
                    {"conversation_id":null}     | conversation_id unknown_field
                    {"version":1}                | version unknown_field
                    {"tags":{}}                  | tags wrong_type
                    {"metadata":{"a":"\\u0000"}} | metadata invalid_character
                    """)
    void namesTheFieldThatIsWrong(String body, String error) {
        Reply reply = somebody.patch(path, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
        assertThat(somebody.get(path).header("ETag")).isEqualTo("\"1.1\"");
    }

    @Test
    void wantsABody() {
        assertThat(somebody.patch(path, "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1.1\"",
                "*",
                "\"9.9\", \"1.7\"",
                "\"7.7\",\"x\", W/\"8.8\" , \"1.1\"",
                "W/\"1.1\"",
                "\"1.1-gzip\"",
                "\"1.1;gzip\"",
                "W/\"1.1-gzip\""
            })
    void editsTheVersionThatIsWanted(String ifMatch) {
        assertThat(somebody.patch(path, "{\"title\":\"y\"}", "If-Match", ifMatch)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2.1\"",
                "W/\"2.1\"",
                "\"2.1-gzip\"",
                "\"1\"",
                "1.1",
                "\"\"",
                "\"x\"",
                "nonsense",
                "\"1.1",
                "\"99999999999.1\""
            })
    void rejectsAStaleVersion(String ifMatch) {
        Reply reply = somebody.patch(path, "{\"title\":\"y\"}", "If-Match", ifMatch);

        assertThat(reply.status()).isEqualTo(412);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(somebody.get(path).text("title")).isEqualTo("T");
    }

    @Test
    void letsOnlyTheFirstOfTwoEditsThrough() {
        String etag = created.header("ETag");

        assertThat(somebody.patch(path, "{\"title\":\"1\"}", "If-Match", etag).status())
                .isEqualTo(200);
        assertThat(somebody.patch(path, "{\"title\":\"2\"}", "If-Match", etag).status())
                .isEqualTo(412);
    }

    @Test
    void editsWhatWasEmbeddedMeanwhile() {
        server.memories()
                .embed(new MemoryId(UUID.fromString(created.text("id"))), List.of(Vector.towards(new float[] {1, 0})));

        Reply edited = somebody.patch(path, "{\"content\":\"y\"}", "If-Match", created.header("ETag"));

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).isEqualTo("\"2.4\"");
        assertThat(edited.text("embedding_status")).isEqualTo("pending");
    }

    @Test
    void hidesOthersMemoriesBehindAnyCondition() {
        for (String ifMatch : List.of("*", "\"1.1\"", "\"2.1\"", "nonsense")) {
            assertThat(server.somebody().patch(path, "{}", "If-Match", ifMatch).status())
                    .isEqualTo(404);
        }
    }
}
