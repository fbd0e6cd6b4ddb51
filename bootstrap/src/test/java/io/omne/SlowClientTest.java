package io.omne;

import static io.omne.HostileHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.omne.Raw.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/// Clients that say nothing, say it slowly or do not listen lose their connection in time, and others are served as
/// ever.
@Timeout(120)
class SlowClientTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_CONNECTIONS = 1_000;

    private static TestDatabase database;
    private static Instance server;
    private static Client client;
    private static RawRequests requests;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "omne.http.head-timeout",
                        HEAD_TIMEOUT,
                        "omne.http.idle-timeout",
                        IDLE_TIMEOUT,
                        "omne.http.silence-timeout",
                        "1s",
                        "omne.http.body-timeout",
                        "3s",
                        "omne.http.max-connections",
                        MOST_CONNECTIONS,
                        "omne.events.heartbeat",
                        "200ms",
                        "omne.embedding.workers",
                        0));
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

    /// Nor does the server keep what comes then, in its heap or outside.
    @Test
    void takesNoRequestBehindAStreamThatHasNoEnd() {
        Client user = server.client();
        var behind = new RawRequests(user.token());
        try (var raw = new Raw(server.url())) {
            raw.send(behind.head("GET " + MEMORIES + "/events"));
            assertThat(raw.next().isStream()).isTrue();
            long before = usedMemory();
            raw.send(behind.sized("{\"content\":\"behind the stream\"}"));
            raw.send(behind.create("", "Content-Length: 99999999999"));
            String chunk = " ".repeat(1024 * 1024);
            for (int i = 0; i < 200; i++) {
                raw.send(chunk);
            }
            assertThat(usedMemory() - before).isLessThan(32L * 1024 * 1024);

            user.create("beside the stream");
            raw.await("beside the stream");
        }
        assertThat(user.list(MEMORIES).json().path("meta").path("total").asInt())
                .isEqualTo(1);
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        runtime.gc();
        var netty = (ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT;
        return runtime.totalMemory() - runtime.freeMemory() + netty.metric().usedDirectMemory();
    }

    @Test
    void waitsNotForWhoeverDoesNotTakeTheAnswer() {
        String memories = IntStream.range(0, 100)
                .mapToObj(_ -> "{\"content\":\"%s\"}".formatted("x".repeat(50_000)))
                .toList()
                .toString();
        assertThat(client.post(MEMORIES + "/bulk", "{\"memories\":" + memories + "}")
                        .status())
                .isEqualTo(200);
        String all = requests.head("GET " + MEMORIES + "?per_page=100");
        try (var raw = new Raw(server.url(), 4096)) {
            raw.send(all + all);
            Eventually.holds(SOON, raw::isGivenUp);
            assertThat(raw.restOfText().length()).isLessThan(5_000_000);
        }
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
            String request = requests.head("GET " + MEMORIES);
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
                raw.send(requests.head("GET " + MEMORIES));
                assertThat(raw.next().status()).isEqualTo(200);
            }
            long start = System.nanoTime();
            assertThat(raw.restOfText()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    /// Nor does it alarm anybody.
    @Test
    void waitsNotForABodyThatHasStopped() {
        double before = handled();
        try (var log = new CapturedLog()) {
            try (var raw = new Raw(server.url())) {
                raw.send(requests.create("{\"content\":", "Content-Length: 1000"));
                Reply reply = raw.rest();
                assertProblem(reply, 408);
                assertThat(reply.body()).contains("\"instance\":\"" + MEMORIES + "\"");
            }
            Eventually.holds(SOON, () -> handled() > before);
            assertThatNobodyIsAlarmed(log);
        }
    }

    /// Posts that the server is done with, whatever came of them.
    private static double handled() {
        return Client.administrator(server.url())
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count{") && line.contains("POST"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void assertThatNobodyIsAlarmed(CapturedLog log) {
        LoggerFactory.getLogger(SlowClientTest.class).info("the log is read until here");
        assertThat(log.text()).contains("the log is read until here").doesNotContain("ERROR", "WARN");
    }

    @Test
    void waitsNotForABodyThatHasStoppedBehindItsAnswer() {
        double before = handled();
        try (var log = new CapturedLog()) {
            try (var raw = new Raw(server.url())) {
                raw.send("POST " + MEMORIES + " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
                assertThat(raw.next().status()).isEqualTo(401);
                long start = System.nanoTime();
                assertThat(raw.restOfText()).isEmpty();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(IDLE_TIMEOUT);
            }
            Eventually.holds(SOON, () -> handled() > before);
            assertThatNobodyIsAlarmed(log);
        }
    }

    @Test
    void waitsNotForABodyThatNeverEnds() throws InterruptedException {
        try (var raw = new Raw(server.url())) {
            raw.send(requests.create("{\"content\":\"", "Content-Length: 100000"));
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
                    .forEach(_ -> assertThat(
                                    Raw.ask(server.url(), requests.head("GET " + MEMORIES, "Connection: close"))
                                            .status())
                            .isEqualTo(200));
            Eventually.holds(SOON, () -> idle.stream().allMatch(Raw::isClosed));
        } finally {
            idle.forEach(Raw::close);
        }
    }
}
