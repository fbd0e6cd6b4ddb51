package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class BulkTest {

    private static final String LIST = "/api/v1/memories";
    private static final String PATH = LIST + "/bulk";

    private final Caller somebody = TestServer.running().somebody();

    private static String bulk(List<String> items) {
        return "{\"memories\":[" + String.join(",", items) + "]}";
    }

    private static List<String> errors(JsonNode answer) {
        return answer.path("errors")
                .valueStream()
                .map(error -> "%d %s %s"
                        .formatted(
                                error.path("index").intValue(),
                                error.path("field").asString(),
                                error.path("code").asString()))
                .toList();
    }

    private int total() {
        return somebody.get(LIST).json().path("meta").path("total").intValue();
    }

    @Test
    void createsEachInTheOrderSent() {
        List<String> items = IntStream.range(0, 100)
                .mapToObj("{\"content\":\"number %d\",\"tags\":[\"bulk\"]}"::formatted)
                .toList();

        Reply reply = somebody.post(PATH, bulk(items));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        JsonNode answer = reply.json();
        assertThat(answer.propertyNames()).containsExactly("created", "failed", "ids", "errors", "cleaned");
        assertThat(answer.path("created").intValue()).isEqualTo(100);
        assertThat(answer.path("failed").intValue()).isZero();
        assertThat(answer.path("errors").isEmpty()).isTrue();
        assertThat(answer.path("ids")
                        .valueStream()
                        .map(id -> somebody.get(LIST + "/" + id.asString()).text("content")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj("number %d"::formatted).toList());
    }

    @Test
    void reportsEachBadOneAndCreatesTheOthers() {
        Reply reply = somebody.post(PATH, bulk(List.of("""
                {"content": "good"}""", """
                {"content": " "}""", """
                {"content": "x", "titel": "y", "tags": "z"}""", "7", "null", "[]", """
                {"content": "x", "conversation_id": "nonsense"}""", """
                {"content": "good too", "memory_type": "task"}""")));

        assertThat(reply.status()).isEqualTo(200);
        JsonNode answer = reply.json();
        assertThat(answer.path("created").intValue()).isEqualTo(2);
        assertThat(answer.path("failed").intValue()).isEqualTo(6);
        assertThat(errors(answer))
                .containsExactly(
                        "1 content blank",
                        "2 titel unknown_field",
                        "2 tags wrong_type",
                        "3  wrong_type",
                        "4  wrong_type",
                        "5  wrong_type",
                        "6 conversation_id malformed");
        assertThat(answer.path("errors").path(0).path("message").asString()).isEqualTo("must not be blank");
        assertThat(answer.path("errors").path(3).path("field").isNull()).isTrue();
        assertThat(answer.path("ids").valueStream().map(JsonNode::isNull))
                .containsExactly(false, true, true, true, true, true, true, false);
        assertThat(answer.path("ids").path(7).asString()).satisfies(UUID::fromString);
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void answersWhereAllAreBad() {
        JsonNode answer = somebody.post(PATH, bulk(List.of("{}"))).json();

        assertThat(answer.toString())
                .isEqualTo("{\"created\":0,\"failed\":1,\"ids\":[null],\"errors\":[{\"index\":0,\"code\":\"required\","
                        + "\"message\":\"must be given, and not be null\",\"field\":\"content\"}],\"cleaned\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                           | memories required
            {"memories":null}                            | memories required
            {"memories":{}}                              | memories wrong_type
            {"memories":[]}                              | memories too_few
            {"memories":[{"content":"x"}],"user_id":"y"} | user_id unknown_field
            """)
    void refusesWhatIsNoListOfMemories(String body, String error) {
        Reply reply = somebody.post(PATH, body);

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
        assertThat(total()).isZero();
    }

    @Test
    void refusesMoreThanAHundredAndStoresNone() {
        Reply reply = somebody.post(PATH, bulk(Collections.nCopies(101, "{\"content\":\"x\"}")));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly("memories too_many");
        assertThat(total()).isZero();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(somebody.post(PATH, "").status()).isEqualTo(400);
        assertThat(somebody.post(PATH, "{\"memories\":[").status()).isEqualTo(400);
        assertThat(somebody.post(PATH, "[]").status()).isEqualTo(422);
    }

    @Test
    void takesEightMebibytes() {
        String large = "{\"content\":\"%s\"}".formatted("x".repeat(50_000));
        String body = bulk(Collections.nCopies(100, large));
        String padded = body + " ".repeat(8 * 1024 * 1024 - body.length());

        assertThat(somebody.post(PATH, padded).json().path("created").intValue())
                .isEqualTo(100);
        assertThat(somebody.post(PATH, padded + " ").status()).isEqualTo(413);
    }

    @Test
    void refusesMoreValuesThanMemoriesCanHave() {
        String values = String.join(",", Collections.nCopies(2_000_000, "[]"));

        assertThat(somebody.post(PATH, bulk(List.of(values))).status()).isEqualTo(400);
    }

    @Test
    void wantsAToken() {
        assertThat(TestServer.running()
                        .with(null)
                        .post(PATH, bulk(List.of("{}")))
                        .status())
                .isEqualTo(401);
    }
}
