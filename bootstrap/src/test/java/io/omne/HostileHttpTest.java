package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.Raw.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that are meant to do harm: each gets the right answer or none, in time, and others are served as ever.
@Timeout(120)
class HostileHttpTest {

    private static final String MEMORIES = "/api/v1/memories";

    private static TestDatabase database;
    private static Instance server;
    private static Client client;
    private static RawRequests requests;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
        client = server.client();
        requests = new RawRequests(client.token());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @AfterEach
    void goesOnServing() {
        assertThat(client.create("still here").status()).isEqualTo(201);
    }

    static void assertProblem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Client.JSON.readTree(reply.body()).path("status").asInt()).isEqualTo(status);
        assertGuarded(reply);
    }

    private static void assertGuarded(Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Cache-Control")).contains("no-store");
        assertThat(reply.header("Server")).isEmpty();
        assertThat(reply.header("X-Powered-By")).isEmpty();
    }

    static Stream<Arguments> malformed() {
        String padding = "x".repeat(20_000);
        return Stream.of(
                Arguments.of(431, "huge header", requests.head("GET " + MEMORIES, "X-Padding: " + padding)),
                Arguments.of(
                        431,
                        "thousands of headers",
                        requests.head("GET " + MEMORIES, "X: y\r\n".repeat(5_000) + "Z: z")),
                Arguments.of(
                        431,
                        "a token of many kilobytes",
                        "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + padding + "\r\n\r\n"),
                Arguments.of(414, "huge URL", requests.head("GET " + MEMORIES + "?tags=" + padding)),
                Arguments.of(400, "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of(400, "a path that is no URI", requests.head("GET //", "Connection: close")),
                Arguments.of(400, "a target without a slash", requests.head("GET x" + MEMORIES)),
                Arguments.of(400, "no host", requests.head("GET " + MEMORIES).replace("Host: localhost\r\n", "")),
                Arguments.of(400, "two hosts", requests.head("GET " + MEMORIES, "Host: localhost")),
                Arguments.of(
                        400,
                        "a coding before chunked",
                        requests.create("0\r\n\r\n", "Transfer-Encoding: gzip, chunked")),
                Arguments.of(
                        400,
                        "chunked twice",
                        requests.create("0\r\n\r\n", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked")),
                Arguments.of(
                        400,
                        "a huge chunk extension",
                        requests.create("2;" + padding + "\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked")),
                Arguments.of(400, "no HTTP", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"),
                Arguments.of(400, "header without a name", requests.head("GET " + MEMORIES, ": x")),
                Arguments.of(400, "header with a NUL", requests.head("GET " + MEMORIES, "X-Nul: \0")),
                Arguments.of(400, "space before a colon", requests.head("GET " + MEMORIES, "Content-Length : 1")),
                Arguments.of(
                        400,
                        "both lengths",
                        requests.create("0\r\n\r\n", "Content-Length: 5", "Transfer-Encoding: chunked")),
                Arguments.of(
                        400,
                        "both lengths, the other way round",
                        requests.create("0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Length: 5")),
                Arguments.of(400, "two lengths", requests.create("{}", "Content-Length: 2", "Content-Length: 1")),
                Arguments.of(400, "a list of lengths", requests.create("{}", "Content-Length: 2, 1")),
                Arguments.of(400, "negative length", requests.create("{}", "Content-Length: -2")),
                Arguments.of(400, "length with a sign", requests.create("{}", "Content-Length: +2")),
                Arguments.of(400, "length that is no number", requests.create("{}", "Content-Length: two")),
                Arguments.of(
                        400, "chunked, but not at last", requests.create("{}", "Transfer-Encoding: chunked, identity")),
                Arguments.of(400, "unknown coding", requests.create("{}", "Transfer-Encoding: xchunked")),
                Arguments.of(
                        400,
                        "chunked in HTTP/1.0",
                        requests.create("0\r\n\r\n", "Transfer-Encoding: chunked")
                                .replace("HTTP/1.1", "HTTP/1.0")),
                Arguments.of(
                        400, "chunk without a size", requests.create("zz\r\n{}\r\n", "Transfer-Encoding: chunked")),
                Arguments.of(
                        400,
                        "chunk of a negative size",
                        requests.create("-1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("malformed")
    void refusesWhatIsMalformed(int status, String what, String request) {
        assertProblem(Raw.ask(server.url(), request), status);
    }

    /// Good and bad ones in turn, as a client sends them that keeps its connection.
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("malformed")
    void refusesWhatIsMalformedAfterSomethingElse(int status, String what, String request) {
        for (String other : List.of(
                requests.head("GET /docs"),
                requests.head("GET /docs/swagger-ui-bundle.js"),
                requests.head("GET " + MEMORIES),
                requests.head("DELETE " + MEMORIES + "/x"),
                requests.head("GET " + MEMORIES + "/x"),
                requests.head("POST " + MEMORIES, "Content-Length: 15", "Content-Type: application/json")
                        + "{\"content\":\"x\"}",
                requests.head("POST " + MEMORIES, "Content-Length: 15", "Content-Type: text/plain")
                        + "{\"content\":\"x\"}",
                requests.head("POST " + MEMORIES + "/x", "Content-Length: 15", "Content-Type: text/plain")
                        + "{\"content\":\"x\"}")) {
            try (var raw = new Raw(server.url())) {
                raw.send(other);
                raw.next();
                raw.send(request);
                assertThat(raw.restOfText()).startsWith("HTTP/1.1 " + status + " ");
            }
        }
    }

    /// However soon it comes after an answer.
    @Test
    void answersTheRequestThatEndsItsConnection() {
        for (int i = 0; i < 200; i++) {
            try (var raw = new Raw(server.url())) {
                raw.send(requests.head("GET /docs"));
                raw.next();
                raw.send(requests.head("GET /docs", "Connection: close"));
                assertProblemless(raw.rest());
            }
        }
        assertProblemless(Raw.ask(server.url(), "GET /docs HTTP/1.0\r\nHost: x\r\n\r\n"));
    }

    private static void assertProblemless(Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).endsWith("</html>\n");
    }

    @Test
    void answersTheFirstOfSeveralThatComeAtOnce() {
        String request = requests.head("GET " + MEMORIES);

        String answers;
        try (var raw = new Raw(server.url())) {
            raw.send(request + request + request + requests.create("{}", "Content-Length: 2"));
            answers = raw.restOfText();
        }

        assertThat(answers).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
    }

    static Stream<Arguments> bodies() {
        String deep = "[".repeat(500_000);
        return Stream.of(
                Arguments.of(400, "arrays half a million deep", requests.sized("{\"metadata\":" + deep)),
                Arguments.of(400, "objects deep", requests.sized("{\"a\":".repeat(150_000))),
                Arguments.of(
                        400,
                        "a hundred and one deep",
                        requests.sized("{\"metadata\":{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}}")),
                Arguments.of(
                        422,
                        "metadata twenty deep",
                        requests.sized(
                                "{\"content\":\"x\",\"metadata\":{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}}")),
                Arguments.of(
                        400,
                        "a number of a million digits",
                        requests.sized("{\"content\":" + "9".repeat(1_000_000) + "}")),
                Arguments.of(
                        400,
                        "a number beyond all",
                        requests.sized("{\"content\":\"x\",\"metadata\":{\"a\":1e99999999999}}")),
                Arguments.of(400, "a name twice", requests.sized("{\"content\":\"x\",\"content\":\"y\"}")),
                Arguments.of(
                        400,
                        "a name twice, once escaped",
                        requests.sized("{\"content\":\"x\",\"c\\u006fntent\":\"y\"}")),
                Arguments.of(
                        400,
                        "a name twice, deep",
                        requests.sized("{\"content\":\"x\",\"metadata\":{\"a\":{\"b\":1,\"b\":2}}}")),
                Arguments.of(400, "two documents", requests.sized("{\"content\":\"x\"}{\"content\":\"y\"}")),
                Arguments.of(400, "a byte order mark", requests.sized("\u00ef\u00bb\u00bf{\"content\":\"x\"}")),
                Arguments.of(400, "UTF-16", requests.sized("\u00fe\u00ff\0{\0}")),
                Arguments.of(400, "Latin-1", requests.sized("{\"content\":\"\u00e9\"}")),
                Arguments.of(400, "an overlong slash", requests.sized("{\"content\":\"\u00c0\u00af\"}")),
                Arguments.of(400, "a surrogate in UTF-8", requests.sized("{\"content\":\"\u00ed\u00a0\u0080\"}")),
                Arguments.of(400, "half a character", requests.sized("{\"content\":\"\u00e2\u0082\"}")),
                Arguments.of(422, "a lone surrogate, escaped", requests.sized("{\"content\":\"\\ud800\"}")),
                Arguments.of(422, "a NUL", requests.sized("{\"content\":\"a\\u0000b\"}")),
                Arguments.of(400, "not a number", requests.sized("{\"content\":NaN}")),
                Arguments.of(400, "a comment", requests.sized("{/* */\"content\":\"x\"}")),
                Arguments.of(400, "nothing", requests.sized("")),
                Arguments.of(422, "an array", requests.sized("[{\"content\":\"x\"}]")),
                Arguments.of(413, "30 MiB announced, and sent", requests.sized(" ".repeat(30 * 1024 * 1024))),
                Arguments.of(
                        413,
                        "30 MiB in chunks",
                        requests.create(
                                ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(30) + "0\r\n\r\n",
                                "Transfer-Encoding: chunked")),
                Arguments.of(415, "gzip", requests.sized("\u001f\u008b\b\0", "Content-Encoding: gzip")),
                Arguments.of(415, "gzip twice", requests.sized("\u001f\u008b\b\0", "Content-Encoding: gzip, gzip")),
                Arguments.of(415, "deflate", requests.sized("x", "Content-Encoding: deflate")),
                Arguments.of(
                        415,
                        "gzip after identity",
                        requests.sized("x", "Content-Encoding: identity", "Content-Encoding: gzip")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("bodies")
    void refusesBodies(int status, String what, String request) {
        assertProblem(Raw.ask(server.url(), request), status);
    }

    @Test
    void servesNoSecondRequestThatHidesInTheBodyOfTheFirst() {
        String hidden = "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\n\r\n";

        String answers;
        try (var raw = new Raw(server.url())) {
            raw.send(requests.head(
                            "POST " + MEMORIES,
                            "Content-Type: application/json",
                            "Content-Length: " + (hidden.length() + 5),
                            "Transfer-Encoding: chunked")
                    + "0\r\n\r\n" + hidden);
            answers = raw.restOfText();
        }

        assertThat(answers).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
    }

    @Test
    void keepsItsMemoryUnderHugeBodies() {
        Runtime runtime = Runtime.getRuntime();
        String request = requests.create(
                ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(8) + "0\r\n\r\n", "Transfer-Encoding: chunked");
        Raw.ask(server.url(), request);
        runtime.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();

        for (int i = 0; i < 30; i++) {
            assertThat(Raw.ask(server.url(), request).status()).isEqualTo(413);
        }

        runtime.gc();
        assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(32L * 1024 * 1024);
    }

    /// Nor does it keep anything of requests that were answered, or whose client has gone, before their body had
    /// ended.
    @Test
    void keepsItsMemoryUnderBodiesThatDoNotEnd() {
        String refused =
                "POST " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n{";
        String left = requests.create("{", "Content-Length: 1000");
        Runtime runtime = Runtime.getRuntime();
        long before = 0;
        for (int i = 0; i < 1_500; i++) {
            if (i == 500) {
                runtime.gc();
                before = runtime.totalMemory() - runtime.freeMemory();
            }
            assertThat(Raw.ask(server.url(), refused).status()).isEqualTo(401);
            try (var raw = new Raw(server.url())) {
                raw.send(left);
            }
        }

        runtime.gc();
        assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(8L * 1024 * 1024);
    }

    @Test
    void guardsEveryAnswer() {
        String id = client.create("a memory").field("id");
        String etag =
                client.get(MEMORIES + "/" + id).headers().firstValue("ETag").orElseThrow();
        for (var expected : Map.of(
                        requests.head("GET " + MEMORIES, "Connection: close"),
                        200,
                        requests.head("GET " + MEMORIES + "/" + id, "Connection: close", "If-None-Match: " + etag),
                        304,
                        requests.head("HEAD " + MEMORIES + "/" + id, "Connection: close"),
                        200,
                        requests.head("DELETE " + MEMORIES + "/" + id, "Connection: close"),
                        204,
                        requests.head("GET " + MEMORIES + "/nothing", "Connection: close"),
                        400,
                        requests.head("GET /nothing", "Connection: close"),
                        404,
                        requests.head("GET /actuator/health", "Connection: close"),
                        200,
                        requests.head("GET /actuator/prometheus", "Connection: close"),
                        403,
                        "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        401,
                        requests.head("GET /api//v1", "Connection: close"),
                        400)
                .entrySet()) {
            Reply reply = Raw.ask(server.url(), expected.getKey());

            if (expected.getValue() != 304 && expected.getValue() != 204 && expected.getValue() != 200) {
                assertProblem(reply, expected.getValue());
            }
            assertGuarded(reply);
        }
    }

    @Test
    void isClosedToPagesOfOtherOrigins() {
        Reply preflight = Raw.ask(
                server.url(),
                "OPTIONS " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: https://app.example\r\n"
                        + "Access-Control-Request-Method: GET\r\n\r\n");
        Reply read = Raw.ask(
                server.url(), requests.head("GET " + MEMORIES, "Connection: close", "Origin: https://app.example"));

        assertThat(preflight.status()).isEqualTo(401);
        for (Reply reply : List.of(preflight, read)) {
            assertThat(reply.headers().toString()).doesNotContainIgnoringCase("Access-Control");
        }
    }

    @Test
    void takesNoOtherWayToSayAMethodOrAPath() {
        Answer deleted = client.create("a memory");
        String path = MEMORIES + "/" + deleted.field("id");

        for (String header : List.of("X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Original-URL: /x")) {
            Reply reply = Raw.ask(server.url(), requests.head("GET " + path, "Connection: close", header));

            assertThat(reply.status()).as(header).isEqualTo(200);
        }
        assertThat(client.get(path).status()).isEqualTo(200);
    }
}
