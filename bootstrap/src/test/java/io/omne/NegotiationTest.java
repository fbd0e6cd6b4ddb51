package io.omne;

import static io.omne.HostileHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.ApiDocument.ApiOperation;
import io.omne.Raw.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request says of the answer it would like is settled before the request is carried out.
@Timeout(180)
class NegotiationTest {

    private static final String MEMORIES = "/api/v1/memories";

    private static TestDatabase database;
    private static Instance server;

    /// To those of one other origin.
    private static Instance openToPages;
    private static ApiDocument document;

    private Client client;
    private RawRequests requests;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
        openToPages = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("omne.embedding.workers", 0, "omne.cors.allowed-origins", "https://app.example.com"));
        document = new ApiDocument(server.client().get("/openapi").json());
    }

    @AfterAll
    static void stop() {
        openToPages.close();
        server.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = server.client();
        requests = new RawRequests(client.token());
    }

    static Stream<String> acceptable() {
        String many = String.join(
                ",", IntStream.range(0, 200).mapToObj(i -> "a/b" + i).toList());
        return Stream.of(
                "application/json",
                "application/json; charset=iso-8859-1",
                "application/json;charset=utf-8",
                "application/json;charset=UTF-16",
                "application/json;charset=utf-32",
                "application/json;charset=us-ascii",
                "application/json;charset=windows-1252",
                "application/json;charset=nope",
                "application/json;charset=\"",
                "application/json;charset",
                "application/json;profile=\"x,y\";version=7",
                "application/json;q=0.001;charset=utf-16",
                "application/*;charset=utf-16",
                "application/*+json;charset=utf-16",
                "*/*;charset=utf-16",
                "*",
                "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
                "text/html, application/json;odata=verbose",
                "garbage, application/json",
                "application/xml;q=abc, application/json",
                " , ,",
                "",
                "application/json," + many.substring(0, 300),
                many);
    }

    private static String body(String content) {
        return "{\"content\":\"%s\"}".formatted(content);
    }

    private Reply send(String line, String body, String... headers) {
        String[] all = Stream.concat(
                        Stream.of(
                                "Connection: close",
                                "Content-Type: application/json",
                                "Content-Length: " + body.length()),
                        Stream.of(headers))
                .toArray(String[]::new);
        return Raw.ask(server.url(), requests.head(line, all) + body);
    }

    private int total() {
        return client.list(MEMORIES).json().path("meta").path("total").asInt();
    }

    private static void assertJson(Reply reply, int status) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        Client.JSON.readTree(reply.body());
    }

    @ParameterizedTest
    @MethodSource("acceptable")
    void answersInPlainJson(String accept) {
        String header = "Accept: " + accept;
        Reply created = send("POST " + MEMORIES, body("\u00c3\u00a9"), header);
        assertJson(created, 201);
        assertThat(created.body()).contains("\"content\":\"\u00e9\"");
        String path =
                MEMORIES + "/" + Client.JSON.readTree(created.body()).path("id").asString();
        assertJson(send("POST " + MEMORIES + "/bulk", "{\"memories\":[" + body("b") + "]}", header), 200);
        assertJson(send("PATCH " + path, "{\"title\":\"t\"}", header), 200);
        assertJson(send("POST " + path + "/retry-embedding", "", header), 202);
        assertJson(send("GET " + path, "", header), 200);
        assertJson(send("GET " + MEMORIES, "", header), 200);
        assertJson(send("GET " + path + "/history", "", header), 200);
        assertJson(send("GET /openapi", "", header), 200);
        assertThat(send("DELETE " + path, "", header).status()).isEqualTo(204);
        assertThat(total()).isEqualTo(1);
        assertProblem(send("POST " + MEMORIES, "{}", header), 422);
        assertProblem(send("POST " + MEMORIES, "{", header), 400);
        assertProblem(send("GET " + path, "", header), 404);
        assertProblem(send("GET /actuator/prometheus", "", header), 403);
        assertProblem(send("GET /nothing", "", header), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html;charset=utf-16",
                "application/xml;q=0.5, image/*",
                "application/json;q=0",
                "application/json;q=0.000;charset=utf-8",
                "application/json;q=x",
                "application/problem+json",
                "nonsense",
                "a/b/c",
                "*/json",
                "\u00e9/\u00ff"
            })
    void carriesNothingOutThatItCannotAnswer(String accept) {
        String header = "Accept: " + accept;
        String path = MEMORIES + "/" + client.create("a memory").field("id");
        String before = client.get(path).field("updated_at");

        assertProblem(send("POST " + MEMORIES, body("never"), header), 406);
        assertProblem(send("POST " + MEMORIES + "/bulk", "{\"memories\":[" + body("never") + "]}", header), 406);
        assertProblem(send("PATCH " + path, "{\"title\":\"never\"}", header), 406);
        assertProblem(send("POST " + path + "/retry-embedding", "", header), 406);
        assertProblem(send("GET " + path, "", header), 406);
        assertProblem(send("GET " + MEMORIES + "/events", "", header), 406);
        assertProblem(send("GET /openapi", "", header), 406);
        assertProblem(send("GET /actuator/health", "", header), 406);
        assertThat(total()).isEqualTo(1);
        assertThat(client.get(path).field("updated_at")).isEqualTo(before);

        // What has no body has nothing to negotiate, and a problem is in the one form that there is.
        assertThat(send("DELETE " + path, "", header).status()).isEqualTo(204);
        assertProblem(send("DELETE " + path, "", header), 404);
        assertProblem(
                Raw.ask(
                        server.url(),
                        "GET " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n\r\n"),
                401);
        assertProblem(send("GET /actuator/prometheus", "", header), 403);
        assertProblem(send("PUT " + path, "", header), 405);
    }

    @Test
    void negotiatesEveryOtherRepresentation() {
        var administrator = Client.administrator(server.url());
        Map.of(
                        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                        "application/openmetrics-text",
                        "text/plain;version=7;charset=utf-16",
                        "text/plain",
                        "*/*;charset=utf-16",
                        "text/plain")
                .forEach((accept, media) -> {
                    var metrics = administrator.get("/actuator/prometheus", "Accept", accept);
                    assertThat(metrics.status()).isEqualTo(200);
                    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
                            .startsWith(media)
                            .endsWith("charset=utf-8");
                });
        assertThat(administrator
                        .get("/actuator/prometheus", "Accept", "nonsense")
                        .status())
                .isEqualTo(406);
        for (String accept : List.of("text/html", "text/html;charset=utf-16", "text/*;level=1", "*/*")) {
            assertThat(client.get("/docs", "Accept", accept).status()).isEqualTo(200);
        }
        assertThat(client.get("/docs", "Accept", "application/json").status()).isEqualTo(406);
        assertThat(client.get("/docs/page.js", "Accept", "text/css;charset=utf-16, */*;q=0.1")
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/docs/swagger-ui.css", "Accept", "text/html").status())
                .isEqualTo(406);
        try (SentEvents stream = client.stream(MEMORIES + "/events", "Accept", "text/event-stream;charset=utf-16")) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream;charset=UTF-8");
            assertThat(stream.block()).containsKey("id");
        }
        for (String accept : List.of("application/vnd.spring-boot.actuator.v2+json;charset=utf-16", "*/*;x=y", "")) {
            assertThat(client.get("/actuator/health", "Accept", accept).status())
                    .isEqualTo(200);
        }
    }

    /// Each header that Spring, Netty or a proxy interprets, with every kind of value, on every operation.
    @Test
    void isNotUpsetByWhatItDoesNotNegotiate() {
        var random = new Random(17);
        var fuzzed = new FuzzedHeaders(random);
        String token = Client.administrator(server.url()).token();
        var faults = new ArrayList<String>();
        for (ApiOperation operation : document.operations()) {
            for (int i = 0; i < 10; i++) {
                var headers = new ArrayList<String>();
                headers.add("Connection: close");
                fuzzed.addTo(headers);
                String path = operation.path().replaceAll("\\{[^}]*}", "0199a1b2-0000-7000-8000-000000000001");
                String request =
                        new RawRequests(token).head(operation.method() + " " + path, headers.toArray(String[]::new));
                try (var raw = new Raw(server.url())) {
                    raw.send(request);
                    int status = raw.next().status();
                    if (status >= 500 || status < 200) {
                        faults.add(status + " to " + request);
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /// As a browser asks before it sends a page's request.
    @Test
    void isNotUpsetByPreflights() {
        var fuzzed = new FuzzedHeaders(new Random(29));
        for (int i = 0; i < 100; i++) {
            String request = requests.head(
                            "OPTIONS " + MEMORIES,
                            "Connection: close",
                            "Origin: " + fuzzed.origin(),
                            "Access-Control-Request-Method: GET")
                    .replaceFirst("Host: [^\r]*", "Host: " + fuzzed.host());
            for (Instance instance : List.of(server, openToPages)) {
                Reply reply = Raw.ask(instance.url(), request);
                assertThat(reply.status()).as(request).isBetween(200, 499);
            }
        }
    }

    @Test
    void isNotUpsetByOriginsWherePagesAreLetIn() {
        var random = new Random(23);
        var fuzzed = new FuzzedHeaders(random);
        for (int i = 0; i < 120; i++) {
            String body = body("number " + i);
            var headers = new ArrayList<String>();
            headers.add("Connection: close");
            headers.add("Origin: " + fuzzed.origin());
            headers.add("Content-Type: application/json");
            headers.add("Content-Length: " + body.length());
            fuzzed.addTo(headers);
            String request = requests.head("POST " + MEMORIES, headers.toArray(String[]::new));
            if (random.nextInt(4) == 0) {
                request = request.replaceFirst("Host: [^\r]*", "Host: " + fuzzed.host());
            }
            int before = total();
            int status;
            try (var raw = new Raw(openToPages.url())) {
                raw.send(request + body);
                status = raw.next().status();
            }
            assertThat(status).as(request).isBetween(200, 499);
            assertThat(total() - before).as(request).isEqualTo(status == 201 ? 1 : 0);
        }
    }
}
