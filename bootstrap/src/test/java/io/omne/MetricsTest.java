package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the server tells those who run it: metrics, health and the standing of its embedding.
class MetricsTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String CONTENT = "Quetzalcoatlus was seen over the harbour";

    private static TestDatabase database;
    private static Wire wire;
    private static Instance server;
    private static Client client;
    private static Client administrator;
    private static String id;

    @BeforeAll
    static void haveAMemoryEmbedded() {
        database = TestDatabase.create();
        wire = new Wire(database.url());
        server = new Instance(wire.url(), TestRedis.shared(), Map.of("embedding.provider", "local"));
        client = server.client();
        administrator = Client.administrator(server.url());
        id = client.create(CONTENT).field("id");
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories/" + id)
                        .field("embedding_status")
                        .equals("completed"));
        Eventually.holds(SOON, () -> scrape().contains("omne_embedding_memories{state=\"pending\"} 0.0"));
    }

    @AfterAll
    static void stop() {
        wire.mend();
        server.close();
        wire.close();
        database.close();
    }

    private static String scrape() {
        Answer answer = administrator.get("/actuator/prometheus");
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    @Test
    void areThereForWhoeverAcceptsNothing() {
        assertThat(administrator.get("/actuator/prometheus", "Accept", "").status())
                .isEqualTo(200);
        assertThat(administrator.get("/actuator/prometheus", "Accept", ",").status())
                .isEqualTo(200);
    }

    @Test
    void areForAdministratorsAlone() {
        assertThat(client.get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(Client.stranger(server.url()).get("/actuator/prometheus").status())
                .isEqualTo(401);
        assertThat(administrator.get("/actuator/env").status()).isEqualTo(404);
    }

    @Test
    void showTheEmbeddingOfWhatWasCreated() {
        String model = "model=\"bge-small-en-v1.5-mean\"";
        String provider = "provider=\"local\"";

        assertThat(scrape().lines())
                .contains(
                        "omne_embedding_attempts_total{outcome=\"completed\"} 1.0",
                        "omne_embedding_attempts_total{outcome=\"failed\"} 0.0",
                        "omne_embedding_attempts_total{outcome=\"interrupted\"} 0.0",
                        "omne_embedding_attempts_total{outcome=\"postponed\"} 0.0",
                        "omne_embedding_latency_seconds_count 1",
                        "omne_embedding_memories{state=\"failed\"} 0.0",
                        "omne_embedding_memories{state=\"pending\"} 0.0",
                        "omne_embedding_memories{state=\"processing\"} 0.0",
                        "omne_embedding_oldest_pending_age_seconds 0.0",
                        "omne_embedding_paused{reason=\"away\",role=\"serving\"} 0.0",
                        "omne_embedding_paused{reason=\"busy\",role=\"serving\"} 0.0",
                        "omne_embedding_paused{reason=\"unauthorized\",role=\"serving\"} 0.0",
                        "omne_embedding_paused{reason=\"misconfigured\",role=\"next\"} 0.0",
                        "omne_embedding_calls_seconds_count{%s,outcome=\"ok\",%s} 1".formatted(model, provider),
                        "omne_embedding_passages_total{%s,%s} 1.0".formatted(model, provider),
                        "omne_embedding_characters_total{%s,%s} %.1f"
                                .formatted(model, provider, (double) CONTENT.length()))
                .anyMatch(line -> line.startsWith("omne_embedding_tokens_total{" + model))
                .anyMatch(line -> line.startsWith("omne_embedding_latency_seconds_bucket{le=\"60.0\"} 1"));
    }

    @Test
    void nameNobodyAndNothingThatIsRemembered() {
        client.get("/api/v1/memories/" + id);
        client.get("/api/v1/memories/" + id + "/nothing");
        client.get("/api/v1/memories?tags=" + id);
        administrator.get("/api/v1/admin/embeddings");

        assertThat(scrape())
                .doesNotContain(id, client.user().toString(), "Quetzalcoatlus", Client.SECRET)
                .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    }

    @Test
    void showHowEmbeddingStands() {
        JsonNode standing = administrator.get("/api/v1/admin/embeddings").json();

        assertThat(standing.path("model").toString())
                .isEqualTo("{\"provider\":\"local\",\"name\":\"bge-small-en-v1.5-mean\",\"dimension\":384}");
        assertThat(standing.path("states").toString()).isEqualTo("{\"pending\":0,\"processing\":0,\"failed\":0}");
        assertThat(standing.path("rates").path("completed_per_minute").asDouble())
                .isPositive();
        assertThat(standing.path("paused").isNull()).isTrue();
        assertThat(standing.path("last_failures").isEmpty()).isTrue();
    }

    @Test
    void showHealthToEverybodyAndItsDetailsToAdministrators() {
        for (Client anybody : List.of(Client.stranger(server.url()), client)) {
            Answer health = anybody.get("/actuator/health");

            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().propertyNames()).containsExactlyInAnyOrder("status", "groups");
            assertThat(anybody.get("/actuator/health/embedding").status()).isEqualTo(404);
            assertThat(anybody.get("/actuator/health/readiness").text()).isEqualTo("{\"status\":\"UP\"}");
        }
        assertThat(administrator.get("/actuator/health/embedding").text())
                .contains("\"status\":\"UP\"", "\"provider\":\"local\"", "\"model\":\"bge-small-en-v1.5-mean\"");
        JsonNode groups = administrator.get("/actuator/health").json().path("groups");
        assertThat(groups.toString()).isEqualTo("[\"liveness\",\"readiness\"]");
        assertThat(administrator.get("/actuator/health/readiness").text()).doesNotContain("embedding");
    }

    @Test
    void showWhatTheyKnowWhilePostgresqlIsAway() {
        wire.cut();
        try {
            Eventually.holds(SOON, () -> scrape().contains("omne_embedding_memories{state=\"pending\"} NaN"));

            assertThat(scrape()).contains("omne_embedding_attempts_total{outcome=\"completed\"} 1.0");
            assertThat(administrator.get("/api/v1/admin/embeddings").status()).isEqualTo(503);
            assertThat(administrator.get("/actuator/health/embedding").status()).isEqualTo(200);
        } finally {
            wire.mend();
        }
        Eventually.holds(SOON, () -> scrape().contains("omne_embedding_memories{state=\"pending\"} 0.0"));
    }
}
