package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyHeaderTest {

    private static final String PATH = "/api/v1/memories";
    private static final String BODY = "{\"content\": \"once\", \"tags\": [\"a\"], \"metadata\": {\"b\": 1, \"a\": 2}}";

    private final Caller somebody = TestServer.running().somebody();

    private Reply create(String body, String... headers) {
        return somebody.post(PATH, body, headers);
    }

    private int total() {
        return somebody.get(PATH).json().path("meta").path("total").intValue();
    }

    @Test
    void answersARepeatWithTheFirstMemory() {
        Reply first = create(BODY, "Idempotency-Key", "k1");
        Reply second = create(BODY, "Idempotency-Key", "k1");

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void answersARepeatedBulkWithTheFirstAnswer() {
        String body = "{\"memories\": [{\"content\": \"one\"}, {\"content\": \"\"}, {\"content\": \"two\"}]}";

        Reply first = somebody.post(PATH + "/bulk", body, "Idempotency-Key", "k1");
        Reply second = somebody.post(PATH + "/bulk", body, "Idempotency-Key", "k1");

        assertThat(List.of(first.status(), second.status())).containsOnly(200);
        assertThat(first.json().path("created").intValue()).isEqualTo(2);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void takesABodyThatMeansTheSameForTheSame() {
        create(BODY, "Idempotency-Key", "k1");

        Reply reordered = create("""
                {"metadata":{"a":2,"b":1},  "tags":["a"],
                 "content":"\\u006fnce"}""", "Idempotency-Key", "k1");

        assertThat(reordered.status()).isEqualTo(200);
        assertThat(create(BODY.replace("\"b\": 1", "\"b\": \"1\""), "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void takesNumbersOfOneValueForTheSame() {
        String body = "{\"content\": \"x\", \"metadata\": {\"n\": %s, \"in\": [{\"n\": %s}]}}";
        for (String spelled : List.of("1700000001", "1.700000001E9", "1700000001.0", "17000000010e-1")) {
            assertThat(create(body.formatted(spelled, spelled), "Idempotency-Key", "one")
                            .status())
                    .isBetween(200, 201);
            String bulk = "{\"memories\": [{\"content\": \"x\", \"metadata\": {\"n\": %s}}, {\"content\": %s}]}"
                    .formatted(spelled, spelled);
            assertThat(somebody.post(PATH + "/bulk", bulk, "Idempotency-Key", "many")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(total()).isEqualTo(2);
        assertThat(create(body.formatted("1700000001", "1700000002"), "Idempotency-Key", "one")
                        .status())
                .isEqualTo(422);
    }

    /// Items that cannot be stored are part of what a key stands for.
    @Test
    void takesNumbersThatNobodyCanStore() {
        String bulk = "{\"memories\": [{\"content\": \"x\", \"metadata\": {\"n\": %s}}, {\"content\": \"stored\"}]}";
        for (String huge : List.of("1e1999999999", "10e1999999998", "1e2147483640", "100e2147483647")) {
            Reply reply = somebody.post(PATH + "/bulk", bulk.formatted(huge), "Idempotency-Key", "huge " + huge);

            assertThat(reply.status()).as(huge).isEqualTo(200);
            assertThat(reply.json().path("created").asInt()).as(huge).isEqualTo(1);
            assertThat(reply.json().at("/errors/0/code").asString()).as(huge).isEqualTo("out_of_range");
        }
        for (String spelled : List.of("1e1999999999", "10e1999999998")) {
            assertThat(somebody.post(PATH + "/bulk", bulk.formatted(spelled), "Idempotency-Key", "spelled")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void refusesAKeyThatAnotherRequestHad() {
        create(BODY, "Idempotency-Key", "k1");

        Reply other = create("{\"content\": \"other\"}", "Idempotency-Key", "k1");
        Reply bulk =
                somebody.post(PATH + "/bulk", "{\"memories\": [{\"content\": \"once\"}]}", "Idempotency-Key", "k1");

        assertThat(List.of(other.status(), bulk.status())).containsOnly(422);
        assertThat(other.errors()).containsExactly("Idempotency-Key reused");
        assertThat(bulk.errors()).containsExactly("Idempotency-Key reused");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void keepsKeysApartAndUsersToo() {
        create(BODY, "Idempotency-Key", "k1");

        assertThat(create(BODY, "Idempotency-Key", "k2").status()).isEqualTo(201);
        assertThat(create(BODY).status()).isEqualTo(201);
        assertThat(TestServer.running()
                        .somebody()
                        .post(PATH, BODY, "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(201);
        assertThat(total()).isEqualTo(3);
    }

    @Test
    void remembersNoRequestThatWasRefused() {
        assertThat(create("{\"content\": \"\"}", "Idempotency-Key", "k1").status())
                .isEqualTo(422);

        assertThat(create(BODY, "Idempotency-Key", "k1").status()).isEqualTo(201);
    }

    @Test
    void refusesWhatIsNoKey() {
        assertThat(create(BODY, "Idempotency-Key", "").errors()).containsExactly("Idempotency-Key blank");
        assertThat(create(BODY, "Idempotency-Key", "k".repeat(256)).errors())
                .containsExactly("Idempotency-Key too_long");
        assertThat(create(BODY, "Idempotency-Key", "k1", "Idempotency-Key", "k2")
                        .errors())
                .containsExactly("Idempotency-Key repeated");
        assertThat(create(BODY, "Idempotency-Key", "k".repeat(255)).status()).isEqualTo(201);
        assertThat(create(BODY, "Idempotency-Key", "\"a key, of 'words' \\ ~\"").status())
                .isEqualTo(201);
        assertThat(total()).isEqualTo(2);
    }

    @Test
    void refusesCharactersThatCannotBePrinted() throws IOException {
        String reply = TestServer.running()
                .raw("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: %s\r\n"
                                .formatted(PATH, somebody.authorization())
                        + "Content-Type: application/json\r\nContent-Length: %d\r\nIdempotency-Key: k\u00e9\r\n\r\n%s"
                                .formatted(BODY.length(), BODY));

        assertThat(reply).startsWith("HTTP/1.1 422").contains("invalid_character");
    }

    /// A lone surrogate cannot be written in UTF-8, where a fingerprint might try.
    @Test
    void keepsKeysOfBodiesWithBadItems() {
        String body = "{\"memories\": [{\"content\": \"\\ud800\"}, {\"content\": \"good\"}]}";

        assertThat(somebody.post(PATH + "/bulk", body, "Idempotency-Key", "k1")
                        .json()
                        .path("created")
                        .intValue())
                .isEqualTo(1);
        assertThat(somebody.post(PATH + "/bulk", body.replace("d800", "d801"), "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(422);
    }
}
