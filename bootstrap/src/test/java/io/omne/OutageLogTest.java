package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the log has of an outage of PostgreSQL does not depend on how many requests it costs, and not on how long
/// it is.
@Timeout(300)
class OutageLogTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int REFUSED = 100;

    /// Of one outage, its end included: a dozen workers say each that they pause, and that they go on.
    private static final int MOST_LINES = 75;

    private static CapturedLog log;
    private static PostgresServer postgres;
    private static TestRedis redis;
    private static Instance server;
    private static Client client;
    private static String path;
    private static String other;

    @BeforeAll
    static void start() {
        log = new CapturedLog();
        postgres = PostgresServer.create();
        redis = new TestRedis();
        server = new Instance(postgres.url(), redis.url(), Map.of("omne.embedding.lease", "3s"));
        client = server.client();
        path = "/api/v1/memories/" + client.create("from before").field("id");
        other = "/api/v1/memories/" + client.create("nobody reads this").field("id");
        Eventually.holds(SOON, () -> client.get(path).field("embedding_status").equals("completed"));
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
        postgres.close();
        log.close();
    }

    private static List<Answer> writes() {
        List<Supplier<Answer>> kinds = List.of(
                () -> client.create("in between"),
                () -> client.patch(path, "{\"title\": \"no\"}"),
                () -> client.delete(other));
        return together(kinds);
    }

    private static List<Answer> reads() {
        List<Supplier<Answer>> kinds = List.of(
                () -> client.get(path),
                () -> client.get(path + "/history"),
                () -> client.get("/api/v1/memories?tags=t" + System.nanoTime()));
        return together(kinds);
    }

    private static boolean allAreRead() {
        return reads().stream().allMatch(answer -> answer.status() == 200);
    }

    private static List<Answer> together(List<Supplier<Answer>> kinds) {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Answer>> calls = IntStream.range(0, REFUSED)
                    .mapToObj(i -> CompletableFuture.supplyAsync(kinds.get(i % kinds.size()), callers))
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void goesOn(int before) {
        Eventually.holds(SOON, () -> client.create("from afterwards").status() == 201);
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories?embedding_status=completed").status() == 200);
        Eventually.holds(SOON, () -> log.text().substring(before).contains("PostgreSQL can be written again"));
    }

    private static void assertThatIsBounded(List<String> lines) {
        assertThat(lines).noneMatch(line -> line.startsWith("\tat "));
        assertThat(lines).hasSizeLessThan(MOST_LINES);
        assertThat(lines).filteredOn(line -> line.contains("is rejected")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void isBoundedWhilePostgresIsReadOnly() throws Exception {
        for (int spell = 0; spell < 2; spell++) {
            int before = log.text().length();
            postgres.setReadOnly(true);
            try {
                assertThat(writes()).allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                    assertThat(answer.text())
                            .contains("PostgreSQL is read-only")
                            .doesNotContain("127.0.0.1", "Exception");
                });
                // On a busy machine, some of so many requests are answered 503 at first.
                Eventually.holds(SOON, OutageLogTest::allAreRead);
                Thread.sleep(Duration.ofSeconds(4));
            } finally {
                postgres.setReadOnly(false);
            }
            goesOn(before);

            List<String> lines = log.text().substring(before).lines().toList();
            assertThatIsBounded(lines);
            assertThat(lines)
                    .filteredOn(line -> line.contains("PostgreSQL is read-only: writes are rejected"))
                    .hasSize(1);
            assertThat(lines)
                    .filteredOn(line -> line.contains("PostgreSQL can be written again"))
                    .hasSize(1);
        }
    }

    @Test
    void isBoundedWhilePostgresIsStopped() {
        for (int outage = 0; outage < 2; outage++) {
            int before = log.text().length();
            postgres.crash();
            try {
                assertThat(writes()).allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.text())
                            .contains("PostgreSQL does not answer")
                            .doesNotContain("127.0.0.1", "Exception");
                });
                assertThat(reads()).allMatch(answer -> answer.status() == 200 || answer.status() == 503);
            } finally {
                postgres.start();
            }
            goesOn(before);

            List<String> lines = log.text().substring(before).lines().toList();
            assertThatIsBounded(lines);
            assertThat(lines)
                    .filteredOn(line -> line.contains("PostgreSQL does not answer"))
                    .hasSize(1);
            assertThat(lines)
                    .filteredOn(line -> line.contains("PostgreSQL can be written again"))
                    .hasSize(1);
        }
    }

    @Test
    void isBoundedWhileSessionsEndAllTheTime() throws Exception {
        int before = log.text().length();
        for (int i = 0; i < 20; i++) {
            postgres.sql()
                    .queryForList("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where datname = current_database() and application_name = 'omne'");
            client.patch(path, "{\"title\": \"" + i + "\"}");
            Thread.sleep(Duration.ofMillis(200));
        }
        Eventually.holds(SOON, () -> client.create("from afterwards").status() == 201);
        assertThatIsBounded(log.text().substring(before).lines().toList());
    }
}
