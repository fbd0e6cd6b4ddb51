package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server whose PostgreSQL becomes read-only for a while: by its settings, and as a standby is.
@Timeout(180)
class ReadOnlyDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private static PostgresServer postgres;
    private static TestRedis redis;
    private static Instance server;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.create();
        redis = new TestRedis();
        server = new Instance(postgres.url(), redis.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
        postgres.close();
    }

    @Test
    void refusesWritesServesReadsAndGoesOnByItself() {
        Client client = server.client();
        Client administrator = Client.administrator(server.url());
        String path = "/api/v1/memories/" + client.create("from before").field("id");
        Eventually.holds(SOON, () -> client.get(path).field("embedding_status").equals("completed"));

        postgres.setReadOnly(true);
        for (int i = 0; i < 20; i++) {
            assertRefused(client.create("in between"));
            assertRefused(client.patch(path, "{\"title\": \"no\"}"));
            assertRefused(client.delete(path));
        }
        assertThat(client.get(path).field("content")).isEqualTo("from before");
        assertThat(client.get("/api/v1/memories?memory_type=note").status()).isEqualTo(200);
        assertThat(client.get(path + "/history").status()).isEqualTo(200);
        Eventually.holds(SOON, () -> client.get("/actuator/health/readiness").status() == 503);
        assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
        Answer health = administrator.get("/actuator/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.text()).contains("read-only").contains("OUT_OF_SERVICE");

        postgres.setReadOnly(false);
        Eventually.holds(
                Duration.ofSeconds(5), () -> client.create("from afterwards").status() == 201);
        assertThat(client.patch(path, "{\"title\": \"yes\"}").status()).isEqualTo(200);
        assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
        Eventually.holds(SOON, () -> isListedAndCompleted(client, "from afterwards"));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private static boolean isListedAndCompleted(Client client, String content) {
        return client.get("/api/v1/memories?memory_type=note&per_page=50")
                .json()
                .path("data")
                .valueStream()
                .anyMatch(memory -> memory.path("content").asString().equals(content)
                        && memory.path("embedding_status").asString().equals("completed"));
    }

    /// Longer than the pauses of whoever fails again and again.
    @Test
    void isNotSlowAfterALongSpell() throws Exception {
        Client client = server.client();
        client.create("from before");

        postgres.setReadOnly(true);
        Thread.sleep(Duration.ofSeconds(20));
        postgres.setReadOnly(false);

        Eventually.holds(
                Duration.ofSeconds(5), () -> client.create("after a long spell").status() == 201);
        Eventually.holds(Duration.ofSeconds(10), () -> isListedAndCompleted(client, "after a long spell"));
    }
}
