package io.omne;

import static io.omne.HostileHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.ApiDocument.ApiOperation;
import io.omne.Raw.Reply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What RFC 9110 and RFC 9112 want of a server beside its answers: methods, expectations, versions, encodings.
@Timeout(180)
class HttpSemanticsTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final int LIMIT = 1 << 20;
    private static final String JSON = "Content-Type: application/json";

    private static TestDatabase database;
    private static Instance server;
    private static ApiDocument document;

    private Client client;
    private RawRequests requests;
    private RawRequests administrator;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("omne.embedding.workers", 0, "omne.events.heartbeat", "100ms"));
        document = new ApiDocument(server.client().get("/openapi").json());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = server.client();
        requests = new RawRequests(client.token());
        administrator = new RawRequests(Client.administrator(server.url()).token());
    }

    private static String old(String request) {
        return request.replaceFirst(" HTTP/1\\.1\r\n", " HTTP/1.0\r\n");
    }

    /// Whole, and without the sizes of chunks in it.
    private static Reply answerToOld(String request) {
        Reply reply = Raw.ask(server.url(), old(request));
        assertThat(reply.header("Transfer-Encoding")).as(reply.toString()).isEmpty();
        assertThat(reply.header("Connection")).isIn("", "close");
        String length = reply.header("Content-Length");
        if (!length.isEmpty() && !request.startsWith("HEAD ")) {
            assertThat(reply.body().getBytes(StandardCharsets.UTF_8)).hasSize(Integer.parseInt(length));
        }
        return reply;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive", "Connection: close", "Expect: 100-continue", "Expect: x"})
    void sendsNoChunksToHttp10(String header) {
        String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
        String[] json = Stream.concat(Stream.of(headers), Stream.of(JSON, "Content-Length: 15"))
                .toArray(String[]::new);
        String wide = "{\"content\":\"%s\"}".formatted("x".repeat(40_000));
        client.post(MEMORIES + "/bulk", "{\"memories\":[" + String.join(",", Collections.nCopies(100, wide)) + "]}");

        Reply created = answerToOld(requests.head("POST " + MEMORIES, json) + "{\"content\":\"x\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(Client.JSON.readTree(created.body()).path("content").asString())
                .isEqualTo("x");
        Reply list = answerToOld(requests.head("GET " + MEMORIES + "?per_page=100", headers));
        assertThat(list.status()).isEqualTo(200);
        assertThat(Client.JSON.readTree(list.body()).path("data").size()).isEqualTo(100);
        assertThat(answerToOld(requests.head("HEAD " + MEMORIES, headers)).body())
                .isEmpty();
        for (String path :
                List.of("/openapi", "/docs", "/docs/page.js", "/docs/swagger-ui-bundle.js", "/actuator/health")) {
            assertThat(answerToOld(requests.head("GET " + path, headers)).status())
                    .as(path)
                    .isEqualTo(200);
            assertThat(answerToOld(requests.head("HEAD " + path, headers)).status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(answerToOld(administrator.head("GET /actuator/prometheus", headers))
                        .status())
                .isEqualTo(200);
        assertThat(answerToOld(requests.head("OPTIONS " + MEMORIES, headers)).status())
                .isEqualTo(200);
        String path =
                MEMORIES + "/" + Client.JSON.readTree(created.body()).path("id").asString();
        assertThat(answerToOld(requests.head("DELETE " + path, headers)).status())
                .isEqualTo(204);
        assertProblem(answerToOld(requests.head("GET " + path, headers)), 404);
        assertProblem(answerToOld(requests.head("GET " + MEMORIES + "/x", headers)), 400);
        assertProblem(answerToOld("GET " + MEMORIES + " HTTP/1.1\r\n\r\n"), 401);
        assertProblem(answerToOld(requests.head("GET /api//v1", headers)), 400);
        assertProblem(answerToOld(requests.head("GET /%zz", headers)), 400);
        assertProblem(answerToOld(requests.head("GET x", headers)), 400);
        assertProblem(answerToOld(requests.head("GET " + MEMORIES, "X: " + "x".repeat(20_000))), 431);
    }

    @Test
    void streamsEventsToHttp10UntilTheConnectionEnds() {
        try (var raw = new Raw(server.url())) {
            raw.send(old(requests.head("GET " + MEMORIES + "/events", "Connection: keep-alive")));
            Reply head = raw.next();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Transfer-Encoding")).isEmpty();
            assertThat(raw.line()).startsWith("id:");
            assertThat(raw.line()).startsWith("retry:");
            assertThat(raw.line()).isEmpty();
            assertThat(raw.line()).isEqualTo(": still here");
        }
    }

    @Test
    void speaksNoLaterVersionThanItKnows() {
        for (String version : List.of("HTTP/1.2", "HTTP/1.9")) {
            try (var raw = new Raw(server.url())) {
                raw.send(requests.head("GET " + MEMORIES).replace("HTTP/1.1", version));
                assertThat(raw.line()).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    private static String sized(long length, String... headers) {
        return String.join(
                "\r\n",
                Stream.concat(
                                Stream.of(JSON, "Content-Length: " + length, "Expect: 100-continue"),
                                Arrays.stream(headers))
                        .toList());
    }

    /// Nothing of the body is sent, as a client does that waits.
    @Test
    void refusesALengthOverTheLimitBeforeTheBody() {
        for (long length : new long[] {LIMIT + 1, 30L * LIMIT, 99_999_999_999L}) {
            Reply refused = Raw.ask(server.url(), requests.head("POST " + MEMORIES, sized(length)));

            assertProblem(refused, 413);
            assertThat(refused.header("Connection")).isEqualTo("close");
        }
        for (String path : List.of("/bulk", "/b%75lk")) {
            assertProblem(Raw.ask(server.url(), requests.head("POST " + MEMORIES + path, sized(8L * LIMIT + 1))), 413);
        }
        String id = client.create("a memory").field("id");
        assertProblem(Raw.ask(server.url(), requests.head("PATCH " + MEMORIES + "/" + id, sized(LIMIT + 1))), 413);
        assertProblem(
                Raw.ask(server.url(), administrator.head("POST /api/v1/admin/embeddings/model", sized(LIMIT + 1))),
                413);
        // Also where nobody waits.
        assertProblem(
                Raw.ask(
                        server.url(),
                        requests.head("POST " + MEMORIES, JSON, "Connection: close", "Content-Length: " + 30 * LIMIT)),
                413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expect: 100-continue",
                "Expect: 100-Continue",
                "Expect:   100-CONTINUE  ",
                "Expect: 100-continue, 100-continue",
                "Expect: 100-continue\r\nExpect: 100-continue",
                "Expect: ,100-continue,"
            })
    void tellsAClientToGoOn(String expect) {
        for (String path : List.of(MEMORIES, MEMORIES + "/bulk")) {
            String body = path.equals(MEMORIES) ? "{\"content\":\"x\"}" : "{\"memories\":[{\"content\":\"x\"}]}";
            try (var raw = new Raw(server.url())) {
                for (int i = 0; i < 3; i++) {
                    raw.send(requests.head("POST " + path, JSON, "Content-Length: " + body.length(), expect));
                    assertThat(raw.line()).isEqualTo("HTTP/1.1 100 Continue");
                    assertThat(raw.line()).isEmpty();
                    raw.send(body);
                    assertThat(raw.next().status()).isIn(200, 201);
                }
            }
        }
    }

    @Test
    void takesABodyOfTheLimitFromAClientThatWaits() {
        String body = "{\"content\":\"x\"" + " ".repeat(LIMIT - 15) + "}";
        try (var raw = new Raw(server.url())) {
            raw.send(requests.head("POST " + MEMORIES, sized(LIMIT)));
            assertThat(raw.line()).isEqualTo("HTTP/1.1 100 Continue");
            assertThat(raw.line()).isEmpty();
            raw.send(body);
            assertThat(raw.next().status()).isEqualTo(201);
        }
    }

    /// The connection could not be used again: what comes next may be the body, or another request.
    @Test
    void closesAConnectionWhoseBodyItNeverAskedFor() {
        String id = client.create("a memory").field("id");
        String body = sized(100);
        Map<String, Integer> expected = Map.of(
                requests.head("DELETE " + MEMORIES + "/" + id, body),
                204,
                requests.head("GET " + MEMORIES, body),
                200,
                requests.head("OPTIONS " + MEMORIES, body),
                200,
                requests.head("POST /api/v1/nothing", body),
                404,
                requests.head("PUT " + MEMORIES, body),
                405,
                requests.head("POST " + MEMORIES, body, "Accept: text/html"),
                406,
                requests.head("POST " + MEMORIES, body.replace("application/json", "text/plain")),
                415,
                "POST " + MEMORIES + " HTTP/1.1\r\nHost: x\r\n" + body + "\r\n\r\n",
                401,
                administrator.head("GET /api/v1/admin/projections", body),
                200,
                requests.head("GET /api/v1/admin/projections", body),
                403);
        expected.forEach((request, status) -> {
            Reply reply = Raw.ask(server.url(), request);

            assertThat(reply.status()).as(request).isEqualTo(status);
            assertThat(reply.header("Connection")).as(request).isEqualTo("close");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "100-continue, x", "200-ok", "100-continue;q=1", "\"100-continue\"", "100-continue x"})
    void refusesOtherExpectations(String expect) {
        assertProblem(Raw.ask(server.url(), requests.head("GET " + MEMORIES, "Expect: " + expect)), 417);
        assertProblem(
                Raw.ask(
                        server.url(),
                        requests.head("POST " + MEMORIES, JSON, "Content-Length: 15", "Expect: " + expect)
                                + "{\"content\":\"x\"}"),
                417);
        assertThat(client.list(MEMORIES).json().path("meta").path("total").asInt())
                .isZero();
    }

    @Test
    void takesAnEmptyExpectationForNone() {
        assertThat(Raw.ask(server.url(), requests.head("GET " + MEMORIES, "Connection: close", "Expect: "))
                        .status())
                .isEqualTo(200);
    }

    /// The methods of each path, as the document has them.
    private static Map<String, Set<String>> methods() {
        var methods = new TreeMap<String, Set<String>>();
        for (ApiOperation operation : document.operations()) {
            methods.computeIfAbsent(operation.path(), _ -> new TreeSet<>()).add(operation.method());
        }
        methods.values().forEach(all -> {
            if (all.contains("GET")) {
                all.add("HEAD");
            }
            all.add("OPTIONS");
        });
        return methods;
    }

    private Reply send(String method, String path) {
        try (var raw = new Raw(server.url())) {
            raw.send(administrator.head(method + " " + path, "Content-Length: 0"));
            return raw.next(method.equals("HEAD"));
        }
    }

    @Test
    void namesTheMethodsOfEveryPath() {
        methods().forEach((path, allowed) -> {
            String id = path.replaceAll("\\{[^}]*}", "0199a1b2-0000-7000-8000-000000000001");
            Reply options = send("OPTIONS", id);
            assertThat(options.status()).as(path).isEqualTo(200);
            assertThat(Set.of(options.header("Allow").split(","))).as(path).isEqualTo(allowed);
            assertThat(options.body()).isEmpty();

            for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW")) {
                Reply reply = allowed.contains(method) ? null : send(method, id);
                if (reply != null && !method.equals("HEAD")) {
                    assertProblem(reply, 405);
                }
                if (reply != null) {
                    assertThat(reply.status()).as("%s %s", method, path).isEqualTo(405);
                    assertThat(Set.of(reply.header("Allow").split(", ?")))
                            .as("%s %s", method, path)
                            .isEqualTo(allowed);
                }
            }
        });
    }

    @Test
    void answersHeadAsGetWithoutABody() {
        methods().forEach((path, allowed) -> {
            String id = path.replaceAll("\\{[^}]*}", "0199a1b2-0000-7000-8000-000000000001");
            if (allowed.contains("HEAD")) {
                Reply head = send("HEAD", id);
                assertThat(head.status()).as(path).isEqualTo(send("GET", id).status());
                assertThat(head.body()).isEmpty();
            }
        });
    }

    /// Nor where something goes wrong before any route: what follows on the connection would be taken for its
    /// answer.
    @Test
    void answersHeadWithoutABodyWhateverIsWrong() {
        for (String target : List.of("/%zz", "/%ff", "/api//v1", "/nothing", MEMORIES + "/x", MEMORIES + "/bulk")) {
            try (var raw = new Raw(server.url())) {
                raw.send(requests.head("HEAD " + target));
                assertThat(raw.next(true).status()).as(target).isBetween(400, 405);
                raw.send(requests.head("GET /docs"));
                assertThat(raw.next().body()).as(target).startsWith("<!DOCTYPE html>");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /bulk, POST",
        "HEAD, /bulk, POST",
        "PATCH, /bulk, POST",
        "DELETE, /bulk, POST",
        "GET, /b%75lk, POST",
        "POST, /events, GET HEAD",
        "PATCH, /events, GET HEAD",
        "DELETE, /events, GET HEAD",
        "DELETE, /event%73, GET HEAD"
    })
    void takesNoLiteralPathForAnId(String method, String path, String allowed) {
        Reply reply = send(method, MEMORIES + path);

        assertThat(reply.status()).isEqualTo(405);
        assertThat(Set.of(reply.header("Allow").split(", ?"))).isEqualTo(Set.of((allowed + " OPTIONS").split(" ")));
    }

    @Test
    void hasNothingWherePathsAreUnknown() {
        for (String path : List.of(
                "/",
                "/api/v1/nothing",
                "/webjars/swagger-ui/index.html",
                "/index.html",
                "/favicon.ico",
                MEMORIES + ".json",
                MEMORIES + "/",
                MEMORIES + "/bulk/x",
                "/api/v1/admin",
                "/api/v1/admin/sweeps/x/y")) {
            for (String method : List.of("GET", "POST", "OPTIONS", "DELETE")) {
                assertProblem(send(method, path), 404);
            }
        }
        assertThat(client.get(MEMORIES + "/bulk.json").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%zz", "%", "%2", "%ff", "%c0%af", "%ed%a0%80", "%E2%82", "a%", "\u00c3\u00a9", "\u00ff"})
    void refusesMalformedEncodings(String malformed) {
        for (String target : List.of(
                MEMORIES + "?tags=" + malformed,
                MEMORIES + "?" + malformed + "=x",
                MEMORIES + "?" + malformed,
                MEMORIES + "?page=1&" + malformed + "&per_page=2",
                MEMORIES + "/" + malformed,
                MEMORIES + "/" + malformed + "/history",
                "/docs/" + malformed,
                "/actuator/health/" + malformed)) {
            assertProblem(Raw.ask(server.url(), requests.head("GET " + target, "Connection: close")), 400);
        }
        assertProblem(
                Raw.ask(
                        server.url(),
                        requests.head(
                                        "POST " + MEMORIES + "?x=" + malformed,
                                        JSON,
                                        "Connection: close",
                                        "Content-Length: 15")
                                + "{\"content\":\"x\"}"),
                400);
        assertThat(client.list(MEMORIES).json().path("meta").path("total").asInt())
                .isZero();
    }

    /// The JDK's client waits, takes the answer that comes instead, and goes on.
    @Test
    void getsAlongWithAClientThatWaits() throws Exception {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < 5; i++) {
                assertThat(create(http, client.token(), 15)).isEqualTo(201);
                assertThat(create(http, client.token(), LIMIT + 1)).isEqualTo(413);
                assertThat(create(http, "x", 30 * LIMIT)).isEqualTo(401);
                assertThat(create(http, client.token(), LIMIT)).isEqualTo(201);
            }
        }
        assertThat(client.list(MEMORIES).json().path("meta").path("total").asInt())
                .isEqualTo(10);
    }

    private static int create(HttpClient http, String token, int length) throws Exception {
        String body = "{\"content\":\"x\"" + " ".repeat(length - 15) + "}";
        var request = HttpRequest.newBuilder(URI.create(server.url() + MEMORIES))
                .expectContinue(true)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void servesManyClientsThatWait() {
        String body = "{\"content\":\"x\"}";
        IntStream.range(0, 50).parallel().forEach(i -> {
            try (var raw = new Raw(server.url())) {
                raw.send(requests.head("POST " + MEMORIES, JSON, "Content-Length: 15", "Expect: 100-continue"));
                assertThat(raw.line()).isEqualTo("HTTP/1.1 100 Continue");
                assertThat(raw.line()).isEmpty();
                raw.send(body);
                assertThat(raw.next().status()).isEqualTo(201);
            }
        });
    }
}
