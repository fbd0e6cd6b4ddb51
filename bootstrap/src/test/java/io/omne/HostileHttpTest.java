package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.Raw.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_CONNECTIONS = 1_000;

    private static TestDatabase database;
    private static Instance server;
    private static Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "omne.http.head-timeout", HEAD_TIMEOUT,
                        "omne.http.idle-timeout", "3s",
                        "omne.http.silence-timeout", "1s",
                        "omne.http.body-timeout", "3s",
                        "omne.http.max-connections", MOST_CONNECTIONS,
                        "omne.events.heartbeat", "200ms",
                        "omne.embedding.workers", 0));
        client = server.client();
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

    private static String head(String line, String... headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + client.token() + "\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat) + "\r\n";
    }

    private static String create(String body, String... headers) {
        return head(
                        "POST " + MEMORIES,
                        Stream.concat(
                                        Stream.of("Content-Type: application/json", "Connection: close"),
                                        Stream.of(headers))
                                .toArray(String[]::new))
                + body;
    }

    private static String sized(String body, String... headers) {
        return create(
                body,
                Stream.concat(Stream.of("Content-Length: " + body.length()), Stream.of(headers))
                        .toArray(String[]::new));
    }

    private static void assertProblem(Reply reply, int status) {
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
                Arguments.of(431, "huge header", head("GET " + MEMORIES, "X-Padding: " + padding)),
                Arguments.of(431, "thousands of headers", head("GET " + MEMORIES, "X: y\r\n".repeat(5_000) + "Z: z")),
                Arguments.of(
                        431,
                        "a token of many kilobytes",
                        "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + padding + "\r\n\r\n"),
                Arguments.of(414, "huge URL", head("GET " + MEMORIES + "?tags=" + padding)),
                Arguments.of(400, "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                Arguments.of(400, "a path that is no URI", head("GET //", "Connection: close")),
                Arguments.of(400, "no HTTP", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"),
                Arguments.of(400, "header without a name", head("GET " + MEMORIES, ": x")),
                Arguments.of(400, "header with a NUL", head("GET " + MEMORIES, "X-Nul: \0")),
                Arguments.of(400, "space before a colon", head("GET " + MEMORIES, "Content-Length : 1")),
                Arguments.of(
                        400, "both lengths", create("0\r\n\r\n", "Content-Length: 5", "Transfer-Encoding: chunked")),
                Arguments.of(
                        400,
                        "both lengths, the other way round",
                        create("0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Length: 5")),
                Arguments.of(400, "two lengths", create("{}", "Content-Length: 2", "Content-Length: 1")),
                Arguments.of(400, "a list of lengths", create("{}", "Content-Length: 2, 1")),
                Arguments.of(400, "negative length", create("{}", "Content-Length: -2")),
                Arguments.of(400, "length with a sign", create("{}", "Content-Length: +2")),
                Arguments.of(400, "length that is no number", create("{}", "Content-Length: two")),
                Arguments.of(400, "chunked, but not at last", create("{}", "Transfer-Encoding: chunked, identity")),
                Arguments.of(400, "unknown coding", create("{}", "Transfer-Encoding: xchunked")),
                Arguments.of(
                        400,
                        "chunked in HTTP/1.0",
                        create("0\r\n\r\n", "Transfer-Encoding: chunked").replace("HTTP/1.1", "HTTP/1.0")),
                Arguments.of(400, "chunk without a size", create("zz\r\n{}\r\n", "Transfer-Encoding: chunked")),
                Arguments.of(
                        400,
                        "chunk of a negative size",
                        create("-1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked")));
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
                head("GET /docs"),
                head("GET /docs/swagger-ui-bundle.js"),
                head("GET " + MEMORIES),
                head("DELETE " + MEMORIES + "/x"),
                head("GET " + MEMORIES + "/x"),
                head("POST " + MEMORIES, "Content-Length: 15", "Content-Type: application/json")
                        + "{\"content\":\"x\"}",
                head("POST " + MEMORIES, "Content-Length: 15", "Content-Type: text/plain") + "{\"content\":\"x\"}",
                head("POST " + MEMORIES + "/x", "Content-Length: 15", "Content-Type: text/plain")
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
                raw.send(head("GET /docs"));
                raw.next();
                raw.send(head("GET /docs", "Connection: close"));
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
        String request = head("GET " + MEMORIES);

        String answers;
        try (var raw = new Raw(server.url())) {
            raw.send(request + request + request + create("{}", "Content-Length: 2"));
            answers = raw.restOfText();
        }

        assertThat(answers).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1 ");
    }

    /// Nor does it keep what comes then.
    @Test
    void takesNoRequestBehindAStreamThatHasNoEnd() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        try (var raw = new Raw(server.url())) {
            raw.send(head("GET " + MEMORIES + "/events"));
            raw.send(create("", "Content-Length: 99999999999"));
            String chunk = " ".repeat(1024 * 1024);
            for (int i = 0; i < 200; i++) {
                raw.send(chunk);
            }
            runtime.gc();
            assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(32L * 1024 * 1024);
        }
    }

    @Test
    void waitsNotForWhoeverDoesNotTakeTheAnswer() throws InterruptedException {
        String memories = IntStream.range(0, 100)
                .mapToObj(_ -> "{\"content\":\"%s\"}".formatted("x".repeat(50_000)))
                .toList()
                .toString();
        assertThat(client.post(MEMORIES + "/bulk", "{\"memories\":" + memories + "}")
                        .status())
                .isEqualTo(200);
        String all = head("GET " + MEMORIES + "?per_page=100");
        try (var raw = new Raw(server.url(), 4096)) {
            raw.send(all + all);
            Thread.sleep(6_000);
            assertThat(raw.restOfText().length()).isLessThan(5_000_000);
        }
    }

    static Stream<Arguments> bodies() {
        String deep = "[".repeat(500_000);
        return Stream.of(
                Arguments.of(400, "arrays half a million deep", sized("{\"metadata\":" + deep)),
                Arguments.of(400, "objects deep", sized("{\"a\":".repeat(150_000))),
                Arguments.of(
                        400,
                        "a hundred and one deep",
                        sized("{\"metadata\":{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}}")),
                Arguments.of(
                        422,
                        "metadata twenty deep",
                        sized("{\"content\":\"x\",\"metadata\":{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}}")),
                Arguments.of(400, "a number of a million digits", sized("{\"content\":" + "9".repeat(1_000_000) + "}")),
                Arguments.of(
                        400, "a number beyond all", sized("{\"content\":\"x\",\"metadata\":{\"a\":1e99999999999}}")),
                Arguments.of(400, "a name twice", sized("{\"content\":\"x\",\"content\":\"y\"}")),
                Arguments.of(400, "a name twice, once escaped", sized("{\"content\":\"x\",\"c\\u006fntent\":\"y\"}")),
                Arguments.of(
                        400, "a name twice, deep", sized("{\"content\":\"x\",\"metadata\":{\"a\":{\"b\":1,\"b\":2}}}")),
                Arguments.of(400, "two documents", sized("{\"content\":\"x\"}{\"content\":\"y\"}")),
                Arguments.of(400, "a byte order mark", sized("\u00ef\u00bb\u00bf{\"content\":\"x\"}")),
                Arguments.of(400, "UTF-16", sized("\u00fe\u00ff\0{\0}")),
                Arguments.of(400, "Latin-1", sized("{\"content\":\"\u00e9\"}")),
                Arguments.of(400, "an overlong slash", sized("{\"content\":\"\u00c0\u00af\"}")),
                Arguments.of(400, "a surrogate in UTF-8", sized("{\"content\":\"\u00ed\u00a0\u0080\"}")),
                Arguments.of(400, "half a character", sized("{\"content\":\"\u00e2\u0082\"}")),
                Arguments.of(422, "a lone surrogate, escaped", sized("{\"content\":\"\\ud800\"}")),
                Arguments.of(422, "a NUL", sized("{\"content\":\"a\\u0000b\"}")),
                Arguments.of(400, "not a number", sized("{\"content\":NaN}")),
                Arguments.of(400, "a comment", sized("{/* */\"content\":\"x\"}")),
                Arguments.of(400, "nothing", sized("")),
                Arguments.of(422, "an array", sized("[{\"content\":\"x\"}]")),
                Arguments.of(413, "30 MiB announced, and sent", sized(" ".repeat(30 * 1024 * 1024))),
                Arguments.of(
                        413,
                        "30 MiB in chunks",
                        create(
                                ("100000\r\n" + " ".repeat(0x100000) + "\r\n").repeat(30) + "0\r\n\r\n",
                                "Transfer-Encoding: chunked")),
                Arguments.of(415, "gzip", sized("\u001f\u008b\b\0", "Content-Encoding: gzip")),
                Arguments.of(415, "gzip twice", sized("\u001f\u008b\b\0", "Content-Encoding: gzip, gzip")),
                Arguments.of(415, "deflate", sized("x", "Content-Encoding: deflate")),
                Arguments.of(
                        415,
                        "gzip after identity",
                        sized("x", "Content-Encoding: identity", "Content-Encoding: gzip")));
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
            raw.send(head(
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
    void closesAConnectionThatSaysNothing() {
        try (var raw = new Raw(server.url())) {
            assertThat(raw.restOfText()).isEmpty();
        }
    }

    @Test
    void closesAConnectionThatSendsItsHeadersLetterByLetter() throws InterruptedException {
        try (var raw = new Raw(server.url())) {
            String request = head("GET " + MEMORIES);
            long start = System.nanoTime();
            for (int i = 0; i < request.length() && !raw.isClosed(); i++) {
                raw.send(request.substring(i, i + 1));
                Thread.sleep(100);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(3), SOON);
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatIsIdleAfterItsAnswer() {
        try (var raw = new Raw(server.url())) {
            for (int i = 0; i < 3; i++) {
                raw.send(head("GET " + MEMORIES));
                assertThat(raw.next().status()).isEqualTo(200);
            }
            long start = System.nanoTime();
            assertThat(raw.restOfText()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void waitsNotForABodyThatHasStopped() {
        try (var raw = new Raw(server.url())) {
            raw.send(create("{\"content\":", "Content-Length: 1000"));
            assertProblem(raw.rest(), 408);
        }
    }

    @Test
    void waitsNotForABodyThatNeverEnds() throws InterruptedException {
        try (var raw = new Raw(server.url())) {
            raw.send(create("{\"content\":\"", "Content-Length: 100000"));
            long start = System.nanoTime();
            for (int i = 0; i < 1_000 && !raw.isClosed(); i++) {
                raw.send("x");
                Thread.sleep(100);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(2), SOON);
        }
    }

    @Test
    void leavesAStreamOfEventsOpenForLonger() throws InterruptedException {
        try (SentEvents events = client.stream(MEMORIES + "/events")) {
            events.block();
            Thread.sleep(5_000);
            client.create("a memory");
            assertThat(events.event()).isNotNull();
        }
    }

    /// Those that were idle longest go first; the others when their time is over.
    @Test
    void servesOthersBesideThousandsOfIdleConnections() {
        List<Raw> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * MOST_CONNECTIONS; i++) {
                idle.add(new Raw(server.url()));
                if (i % 500 == 0) {
                    assertThat(client.at(server.url()).get(MEMORIES).status()).isEqualTo(200);
                }
            }
            Eventually.holds(
                    HEAD_TIMEOUT, () -> idle.stream().limit(MOST_CONNECTIONS).allMatch(Raw::isClosed));
            assertThat(idle.getLast().isClosed()).isFalse();
            IntStream.range(0, 20)
                    .forEach(_ -> assertThat(Raw.ask(server.url(), head("GET " + MEMORIES, "Connection: close"))
                                    .status())
                            .isEqualTo(200));
            Eventually.holds(SOON, () -> idle.stream().allMatch(Raw::isClosed));
        } finally {
            idle.forEach(Raw::close);
        }
    }

    @Test
    void keepsItsMemoryUnderHugeBodies() {
        Runtime runtime = Runtime.getRuntime();
        String request = create(
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

    @Test
    void guardsEveryAnswer() {
        String id = client.create("a memory").field("id");
        String etag =
                client.get(MEMORIES + "/" + id).headers().firstValue("ETag").orElseThrow();
        for (var expected : Map.of(
                        head("GET " + MEMORIES, "Connection: close"),
                        200,
                        head("GET " + MEMORIES + "/" + id, "Connection: close", "If-None-Match: " + etag),
                        304,
                        head("HEAD " + MEMORIES + "/" + id, "Connection: close"),
                        200,
                        head("DELETE " + MEMORIES + "/" + id, "Connection: close"),
                        204,
                        head("GET " + MEMORIES + "/nothing", "Connection: close"),
                        400,
                        head("GET /nothing", "Connection: close"),
                        404,
                        head("GET /actuator/health", "Connection: close"),
                        200,
                        head("GET /actuator/prometheus", "Connection: close"),
                        403,
                        "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                        401,
                        head("GET /api//v1", "Connection: close"),
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
        Reply read = Raw.ask(server.url(), head("GET " + MEMORIES, "Connection: close", "Origin: https://app.example"));

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
            Reply reply = Raw.ask(server.url(), head("GET " + path, "Connection: close", header));

            assertThat(reply.status()).as(header).isEqualTo(200);
        }
        assertThat(client.get(path).status()).isEqualTo(200);
    }
}
