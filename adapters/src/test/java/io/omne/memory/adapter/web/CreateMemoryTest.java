package io.omne.memory.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CreateMemoryTest {

    private static final String PATH = "/api/v1/memories";
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Caller somebody = TestServer.running().somebody();

    @Test
    void answersWithTheWholeMemory() {
        Reply reply = somebody.post(PATH, """
                {"content": "Meeting with John about Q4 planning.", "memory_type": "meeting_note",
                 "metadata": {"participants": ["John", "Sarah"], "date": "2024-01-15"}}""");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Location")).isEqualTo(PATH + "/" + reply.text("id"));
        assertThat(reply.header("ETag")).isEqualTo("\"1.1\"");
        JsonNode json = reply.json();
        assertThat(json.propertyNames())
                .containsExactly(
                        "id",
                        "user_id",
                        "content",
                        "memory_type",
                        "source",
                        "source_id",
                        "title",
                        "tags",
                        "metadata",
                        "embedding_status",
                        "embedding_model",
                        "embedding_updated_at",
                        "embedding_error",
                        "occurred_at",
                        "created_at",
                        "updated_at",
                        "accessed_at",
                        "related_memories",
                        "conversation_id",
                        "superseded_by",
                        "version");
        assertThat(json.path("id").asString()).satisfies(UUID::fromString);
        assertThat(json.path("user_id").asString()).isEqualTo(somebody.user().toString());
        assertThat(json.path("content").asString()).isEqualTo("Meeting with John about Q4 planning.");
        assertThat(json.path("memory_type").asString()).isEqualTo("meeting");
        assertThat(json.path("source").asString()).isEqualTo("manual");
        assertThat(json.path("tags").toString()).isEqualTo("[]");
        assertThat(json.path("metadata").toString())
                .isEqualTo("{\"participants\":[\"John\",\"Sarah\"],\"date\":\"2024-01-15\"}");
        assertThat(json.path("embedding_status").asString()).isEqualTo("pending");
        assertThat(json.path("related_memories").toString()).isEqualTo("[]");
        assertThat(json.path("version").intValue()).isEqualTo(1);
        for (String empty : List.of(
                "source_id",
                "title",
                "embedding_model",
                "embedding_updated_at",
                "embedding_error",
                "occurred_at",
                "conversation_id",
                "superseded_by")) {
            assertThat(json.path(empty).isNull()).as(empty).isTrue();
        }
        for (String time : List.of("created_at", "updated_at", "accessed_at")) {
            assertThat(json.path(time).asString()).endsWith("Z").satisfies(Instant::parse);
        }
    }

    @Test
    void keepsEveryField() {
        JsonNode json = somebody.post(PATH, """
                {"content": " <b>&\\u00e9 \\ud83d\\ude00 ", "memory_type": "insight", "source": "ai_extracted",
                 "source_id": "m-1", "title": "T", "tags": [" a ", "b", "a"], "metadata": {},
                 "conversation_id": "0199A1B2-0000-7000-8000-00000000000F"}""").json();

        assertThat(json.path("content").asString()).isEqualTo(" <b>&é 😀 ");
        assertThat(json.path("memory_type").asString()).isEqualTo("insight");
        assertThat(json.path("source").asString()).isEqualTo("ai_extracted");
        assertThat(json.path("source_id").asString()).isEqualTo("m-1");
        assertThat(json.path("title").asString()).isEqualTo("T");
        assertThat(json.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(json.path("conversation_id").asString()).isEqualTo("0199a1b2-0000-7000-8000-00000000000f");
    }

    @Test
    void takesNullForTheDefault() {
        JsonNode json = somebody.post(PATH, """
                {"content": "x", "memory_type": null, "source": null, "source_id": null, "title": null, "tags": null,
                 "metadata": null, "conversation_id": null}""").json();

        assertThat(json.path("memory_type").asString()).isEqualTo("note");
        assertThat(json.path("source").asString()).isEqualTo("manual");
        assertThat(json.path("metadata").toString()).isEqualTo("{}");
    }

    @Test
    void keepsTheValueOfNumbers() {
        String numbers = """
                {"a": 1.10, "b": 1e400, "c": 12345678901234567890, "d": -0.0, "e": 1E-400, "f": 1e999999999,
                 "g": 0.1000000000000000055511151231257827021181583404541015625, "h": true, "i": null, "j": [[1], {}]}""";

        String body = somebody.post(PATH, "{\"content\":\"x\",\"metadata\":" + numbers + "}")
                .body();

        JsonNode metadata = EXACT.readTree(body).path("metadata");
        assertThat(metadata.path("a").decimalValue()).isEqualByComparingTo("1.10");
        assertThat(metadata.path("b").decimalValue()).isEqualByComparingTo("1e400");
        assertThat(metadata.path("c").bigIntegerValue()).isEqualTo(new BigInteger("12345678901234567890"));
        assertThat(metadata.path("e").decimalValue()).isEqualByComparingTo("1e-400");
        assertThat(metadata.path("f").decimalValue().scale()).isEqualTo(-999_999_999);
        assertThat(metadata.path("g").decimalValue())
                .isEqualByComparingTo(new BigDecimal("0.1000000000000000055511151231257827021181583404541015625"));
        assertThat(metadata.path("h").booleanValue()).isTrue();
        assertThat(metadata.path("i").isNull()).isTrue();
        assertThat(metadata.path("j").toString()).isEqualTo("[[1],{}]");
        assertThat(body).hasSizeLessThan(2_000);
    }

    @Test
    void keepsLongNumbers() {
        String digits = "1234567890".repeat(100);

        String body = somebody.post(PATH, "{\"content\":\"x\",\"metadata\":{\"n\":" + digits + "}}")
                .body();

        assertThat(body).contains("\"n\":" + digits + "}");
    }

    @Test
    void refusesNumbersThatAreLongerStill() {
        String digits = "1234567890".repeat(100) + "1";

        assertThat(somebody.post(PATH, "{\"content\":\"x\",\"metadata\":{\"n\":" + digits + "}}")
                        .status())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "{",
                "nonsense",
                "{\"content\":\"x\"} {}",
                "{\"content\":\"x\"}]",
                "{\"content\":\"x\",}",
                "{'content':'x'}",
                "{\"content\":\"x\",\"content\":\"y\"}",
                "{\"content\":\"x\",\"metadata\":{\"a\":{\"b\":1,\"b\":1}}}",
                "{\"content\":\"x\",\"metadata\":{\"a\":NaN}}",
                "{\"content\":\"x\",\"metadata\":{\"a\":01}}",
                "{\"content\":\"x\",\"metadata\":{\"a\":1e99999999999}}",
                "{\"content\":\"line\nbreak\"}",
                "{\"content\":\"\\x\"}",
                "\uFEFF{\"content\":\"x\"}"
            })
    void refusesWhatIsNoJson(String body) {
        Reply reply = somebody.post(PATH, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.body()).doesNotContain("tools.jackson", "Exception", "StreamRead", "REDACTED");
    }

    @Test
    void refusesWhatIsNestedWithoutEnd() {
        for (int depth : new int[] {200, 1_000, 400_000}) {
            String body = "{\"content\":\"x\",\"metadata\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}";

            assertThat(somebody.post(PATH, body).status()).isEqualTo(400);
        }
    }

    @Test
    void refusesNumbersWithoutEnd() {
        String body = "{\"content\":\"x\",\"metadata\":{\"a\":" + "9".repeat(900_000) + "}}";

        assertThat(somebody.post(PATH, body).status()).isEqualTo(400);
    }

    @Test
    void refusesOtherEncodings() {
        byte[][] bodies = {
            "{\"content\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1),
            "{\"content\":\"x\"}".getBytes(StandardCharsets.UTF_16LE),
            "{\"content\":\"x\"}".getBytes(StandardCharsets.UTF_16),
            // A surrogate and a NUL as UTF-8 must not write them.
            concat("{\"content\":\"", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, "\"}"),
            concat("{\"content\":\"", new byte[] {(byte) 0xC0, (byte) 0x80}, "\"}")
        };
        for (byte[] body : bodies) {
            Reply reply =
                    somebody.send("POST", PATH, BodyPublishers.ofByteArray(body), "Content-Type", "application/json");

            assertThat(reply.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"x\"", "1", "[{\"content\":\"x\"}]"})
    void refusesWhatIsNoObject(String body) {
        assertThat(somebody.post(PATH, body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                   | content required
                    {"content":null}                                     | content required
                    {"content":7}                                        | content wrong_type
                    {"content":""}                                       | content blank
                    {"content":" \\n "}                                  | content blank
                    {"content":"a\\u0000b"}                              | content invalid_character
                    {"content":"a\\ud800b"}                              | content invalid_character
                    {"content":"x","titel":"y"}                          | titel unknown_field
                    {"content":"x","id":"y"}                             | id unknown_field
                    {"content":"x","title":7}                            | title wrong_type
                    {"content":"x","title":"\\udc00"}                    | title invalid_character
                    {"content":"x","memory_type":"NOTE"}                 | memory_type unknown_value
                    {"content":"x","memory_type":""}                     | memory_type unknown_value
                    {"content":"x","memory_type":["note"]}               | memory_type wrong_type
                    {"content":"x","source":"meeting_note"}              | source unknown_value
                    {"content":"x","source_id":1}                        | source_id wrong_type
                    {"content":"x","tags":"a"}                           | tags wrong_type
                    {"content":"x","tags":["a",1]}                       | tags[1] wrong_type
                    {"content":"x","tags":[null]}                        | tags[0] wrong_type
                    {"content":"x","tags":["a"," "]}                     | tags[1] blank
                    {"content":"x","tags":["a\\u0000"]}                  | tags[0] invalid_character
                    {"content":"x","metadata":[]}                        | metadata wrong_type
                    {"content":"x","metadata":"{}"}                      | metadata wrong_type
                    {"content":"x","metadata":{"a":"\\ud800"}}           | metadata invalid_character
                    {"content":"x","metadata":{"\\u0000":1}}             | metadata invalid_character
                    {"content":"x","metadata":{"a":[[[[[[[[[[1]]]]]]]]]]}} | metadata too_deep
                    {"content":"x","metadata":{"a":12e2147483647}}       | metadata out_of_range
                    {"content":"x","metadata":{"a":[1E-2147483647]}}     | metadata out_of_range
                    {"content":"x","conversation_id":7}                  | conversation_id wrong_type
                    """)
    void namesTheFieldThatIsWrong(String body, String error) {
        Reply reply = somebody.post(PATH, body);

        assertThat(reply.status()).as(reply.body()).isEqualTo(422);
        assertThat(reply.errors()).containsExactly(error);
        assertThat(reply.json().path("errors").path(0).path("message").asString())
                .isNotBlank();
    }

    @Test
    void keepsTheLimits() {
        assertThat(created("content", "😀".repeat(50_000))).isEmpty();
        assertThat(created("content", "x".repeat(50_001))).containsExactly("content too_long");
        assertThat(created("title", "x".repeat(500))).isEmpty();
        assertThat(created("title", "x".repeat(501))).containsExactly("title too_long");
        assertThat(created("source_id", "x".repeat(256))).containsExactly("source_id too_long");
        String tooMany = "[\"t" + String.join("\",\"t", numbers(51)) + "\"]";
        assertThat(somebody.post(PATH, "{\"content\":\"x\",\"tags\":" + tooMany + "}")
                        .errors())
                .containsExactly("tags too_many");
        assertThat(somebody.post(PATH, "{\"content\":\"x\",\"metadata\":{\"a\":\"" + "x".repeat(16 * 1024) + "\"}}")
                        .errors())
                .containsExactly("metadata too_large");
    }

    @Test
    void saysWhatMayBeChosen() {
        String message = somebody.post(PATH, "{\"content\":\"x\",\"source\":\"x\"}")
                .json()
                .path("errors")
                .path(0)
                .path("message")
                .asString();

        assertThat(message).isEqualTo("must be one of manual, chat, file, integration, ai_extracted");
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Reply reply = somebody.post(PATH, """
                {"memory_type":"x","source":1,"source_id":[],"title":{},"tags":["a",1],"metadata":1,"x":1,"y":2}""");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors())
                .containsExactlyInAnyOrder(
                        "x unknown_field",
                        "y unknown_field",
                        "content required",
                        "memory_type unknown_value",
                        "source wrong_type",
                        "source_id wrong_type",
                        "title wrong_type",
                        "tags[1] wrong_type",
                        "metadata wrong_type");
    }

    @Test
    void answersAMalformedUuidAsMalformed() {
        for (String id : List.of("x", "1-1-1-1-1", "", "0199a1b2000070008000000000000001")) {
            Reply reply = somebody.post(PATH, "{\"content\":\"x\",\"conversation_id\":\"" + id + "\"}");

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.errors()).containsExactly("conversation_id malformed");
        }
    }

    @Test
    void quotesNamesThatAnAnswerCannotHold() {
        Reply reply =
                somebody.post(PATH, "{\"content\":\"x\",\"\\ud800\":1,\"\\u0000\":1,\"" + "n".repeat(40_000) + "\":1}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).hasSize(3).contains("\uFFFD unknown_field");
        assertThat(reply.body()).hasSizeLessThan(2_000);
    }

    @Test
    void listsNoMoreErrorsThanAnybodyReads() {
        Reply reply =
                somebody.post(PATH, "{\"content\":\"x\",\"f" + String.join("\":1,\"f", numbers(50_000)) + "\":1}");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors()).hasSize(50);
    }

    private List<String> created(String field, String value) {
        String content = field.equals("content") ? "" : "\"content\":\"x\",";
        return somebody.post(PATH, "{%s\"%s\":\"%s\"}".formatted(content, field, value))
                .errors();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static byte[] concat(String before, byte[] middle, String after) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        all.writeBytes(middle);
        all.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }
}
