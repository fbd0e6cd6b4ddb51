package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.omne.Client.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/// What a server asks takes the question and never answers. Every request is answered all the same, and gives back
/// its place, its connection and its transaction.
@Timeout(180)
class HangingDependenciesTest {

    private static final int CALLERS = 24; // more than commands that run at once
    private static final String BULK =
            "{\"memories\": [%s]}".formatted(String.join(",", Collections.nCopies(50, "{\"content\": \"x\"}")));

    private static List<Answer> atOnce(Callable<Answer> request) throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            var answers = new ArrayList<Answer>();
            for (Future<Answer> call : callers.invokeAll(Collections.nCopies(CALLERS, request))) {
                answers.add(call.get());
            }
            return answers;
        }
    }

    private static void assertNothingIsHeld(Instance server, TestDatabase database) {
        var pool = server.get(HikariDataSource.class).getHikariPoolMXBean();
        Eventually.holds(Duration.ofSeconds(20), () -> pool.getActiveConnections() == 0);
        Eventually.holds(
                Duration.ofSeconds(20),
                () -> new JdbcTemplate(database.dataSource())
                        .queryForList("select 1 from pg_stat_activity where datname = current_database()"
                                + " and application_name = 'omne' and state like 'idle in transaction%'")
                        .isEmpty());
    }

    @Test
    void redisThatAcceptsAndNeverAnswers() throws Exception {
        var sockets = new ConcurrentLinkedQueue<Socket>();
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestDatabase database = TestDatabase.create()) {
            Thread.ofVirtual().start(() -> accept(silent, sockets));
            try (Instance server = new Instance(
                    database.url(),
                    "redis://127.0.0.1:" + silent.getLocalPort(),
                    Map.of("omne.embedding.workers", 0, "omne.rate-limit.memories", 5_000))) {
                Client client = server.client();

                assertThat(atOnce(() -> client.post("/api/v1/memories/bulk", BULK)))
                        .allSatisfy(it -> {
                            assertThat(it.status()).isEqualTo(200);
                            assertThat(it.json().path("created").asInt()).isEqualTo(50);
                        });
                assertThat(atOnce(() -> client.get("/api/v1/memories")))
                        .extracting(Answer::status)
                        .containsOnly(200);
                assertNothingIsHeld(server, database);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void accept(ServerSocket silent, ConcurrentLinkedQueue<Socket> sockets) {
        try {
            while (!silent.isClosed()) {
                sockets.add(silent.accept());
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void postgresThatHangs() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                Wire wire = new Wire(database.url());
                TestRedis redis = new TestRedis();
                Instance server = new Instance(
                        wire.url(),
                        redis.url(),
                        Map.of("spring.datasource.hikari.data-source-properties.socketTimeout", 3))) {
            Client client = server.client();
            String path = "/api/v1/memories/" + client.create("from before").field("id");

            wire.freeze();
            assertThat(atOnce(() -> client.create("meanwhile")))
                    .extracting(Answer::status)
                    .containsOnly(503);
            assertThat(client.get("/api/v1/memories").status()).isEqualTo(503);

            wire.thaw();
            Eventually.holds(
                    Duration.ofSeconds(40), () -> client.create("afterwards").status() == 201);
            Eventually.holds(
                    Duration.ofSeconds(40),
                    () -> client.get(path).field("embedding_status").equals("completed"));
            assertNothingIsHeld(server, database);
        }
    }
}
