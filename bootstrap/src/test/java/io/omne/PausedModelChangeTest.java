package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.Launcher.Ended;
import io.omne.embedding.application.ShortPauses;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A change of the model whose next model cannot be had: whoever looks sees why it makes no progress, and the
/// serving model is not mixed up with it.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedModelChangeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String MODEL = "/api/v1/admin/embeddings/model";
    private static final String OF_THE_SETTINGS = "embed-english-light-v3.0";
    private static final String BACK =
            "{\"provider\": \"cohere\", \"model\": \"%s\", \"check\": false}".formatted(OF_THE_SETTINGS);
    private static final String UNKNOWN =
            "{\"provider\": \"openai\", \"model\": \"nobody-knows\", \"dimension\": 1536, \"check\": false}";

    private final FakeCohere serving = FakeCohere.start(384);
    private final FakeOpenAi next = FakeOpenAi.start(1536);
    private final TestDatabase database = TestDatabase.create();
    private final Instance server = new Instance(
            database.url(),
            TestRedis.shared(),
            Map.of(
                    "embedding.provider",
                    "cohere",
                    "embedding.model-name",
                    OF_THE_SETTINGS,
                    "embedding.cohere.api-key",
                    FakeProvider.KEY,
                    "embedding.cohere.base-url",
                    serving.baseUrl(),
                    "embedding.openai.api-key",
                    FakeProvider.KEY,
                    "embedding.openai.base-url",
                    next.baseUrl()),
            ShortPauses.class);
    private Client client = server.client();
    private final Client administrator = Client.administrator(server.url());

    @BeforeEach
    void completeSomeMemories() {
        List<String> ids = IntStream.range(0, 3)
                .mapToObj(i -> client.create("Memory number " + i).field("id"))
                .toList();
        ids.forEach(id -> Eventually.holds(SOON, () -> isCompleted(id)));
    }

    @AfterEach
    void goBack() {
        serving.recover();
        next.recover();
        assertThat(administrator.delete(MODEL).status()).isIn(200, 409);
        new JdbcTemplate(database.dataSource()).execute("delete from memories");
        if (!servingModel().equals(OF_THE_SETTINGS)) {
            assertThat(administrator.post(MODEL, BACK).status()).isEqualTo(202);
            Eventually.holds(SOON, () -> servingModel().equals(OF_THE_SETTINGS));
        }
        client = server.client();
    }

    @AfterAll
    void close() {
        server.close();
        serving.close();
        next.close();
        database.close();
    }

    private boolean isCompleted(String id) {
        return client.get("/api/v1/memories/" + id).field("embedding_status").equals("completed");
    }

    private String servingModel() {
        return administrator.get(MODEL).json().path("serving").path("name").asString();
    }

    private JsonNode change() {
        return administrator.get(MODEL).json().path("change");
    }

    private String reason() {
        return change().path("paused").path("reason").asString("");
    }

    private Answer health() {
        return administrator.get("/actuator/health");
    }

    private JsonNode embeddingHealth() {
        return health().json().path("components").path("embedding");
    }

    private double paused(String reason, String role) {
        String line = "omne_embedding_paused{reason=\"%s\",role=\"%s\"} ".formatted(reason, role);
        return administrator
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(it -> it.startsWith(line))
                .mapToDouble(it -> Double.parseDouble(it.substring(line.length())))
                .sum();
    }

    private Ended launch(String arguments) {
        try {
            return Launcher.run(
                    Map.of(
                            "SERVER_PORT",
                            Integer.toString(URI.create(server.url()).getPort()),
                            "OMNE_ADMIN_TOKEN",
                            administrator.token()),
                    arguments);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long linesWith(String text, CapturedLog log) {
        return log.text().lines().filter(it -> it.contains(text)).count();
    }

    private void beginAndAwaitThePause(String reason) {
        assertThat(administrator.post(MODEL, UNKNOWN).status()).isEqualTo(202);
        Eventually.holds(SOON, () -> reason().equals(reason));
    }

    /// What is cached may be a second old.
    private void assertThatNothingPauses() {
        Eventually.holds(SOON, () -> !embeddingHealth().path("details").has("next"));
        assertThat(health().status()).isEqualTo(200);
        assertThat(embeddingHealth().path("status").asString()).isEqualTo("UP");
        assertThat(embeddingHealth().path("details").propertyNames()).containsExactly("provider", "model");
        for (String reason : List.of("away", "busy", "unauthorized", "misconfigured")) {
            assertThat(paused(reason, "serving") + paused(reason, "next"))
                    .as(reason)
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"404, misconfigured", "401, unauthorized"})
    void saysWhatIsToBeMendedUntilItIsCancelledOrMended(int status, String reason) {
        next.always(FakeReply.status(status));
        Instant since;
        try (var log = new CapturedLog()) {
            beginAndAwaitThePause(reason);
            JsonNode change = change();
            assertThat(change.path("state").asString()).isEqualTo("running");
            assertThat(change.path("paused").propertyNames()).containsExactly("reason", "since", "until");
            since = Instant.parse(change.path("paused").path("since").asString());
            assertThat(administrator
                            .get("/api/v1/admin/embeddings")
                            .json()
                            .path("paused")
                            .isNull())
                    .as("the serving model's")
                    .isTrue();
            Eventually.holds(SOON, () -> health().status() == 503);
            assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
            JsonNode details = embeddingHealth().path("details");
            assertThat(embeddingHealth().path("status").asString()).isEqualTo("OUT_OF_SERVICE");
            assertThat(details.path("model").asString()).isEqualTo("embed-english-light-v3.0");
            assertThat(details.has("reason")).isFalse();
            assertThat(details.path("next").path("model").asString()).isEqualTo("nobody-knows");
            assertThat(details.path("next").path("reason").asString()).isEqualTo(reason);
            assertThat(paused(reason, "next")).isEqualTo(1);
            assertThat(paused(reason, "serving")).isZero();
            String other = client.create("While it does not change").field("id");
            Eventually.holds(SOON, () -> isCompleted(other));

            LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());

            assertThat(reason()).isEqualTo(reason);
            assertThat(linesWith("ERROR", log)).as(log.text()).isOne();
            assertThat(linesWith("for nobody-knows", log)).isOne();

            assertThat(administrator.delete(MODEL).status()).isEqualTo(200);
            assertThat(change().isNull()).isTrue();
            assertThatNothingPauses();

            beginAndAwaitThePause(reason);
            assertThat(Instant.parse(change().path("paused").path("since").asString()))
                    .isAfter(since);
            Eventually.holds(SOON, () -> linesWith("ERROR", log) == 2);
        }
        next.recover();
        Eventually.holds(SOON, () -> change().isNull());
        assertThat(servingModel()).isEqualTo("nobody-knows");
        assertThatNothingPauses();
    }

    @Test
    void saysThatTheProviderIsAwayUntilItComesBack() throws Exception {
        next.always(FakeReply.status(503));
        try (var log = new CapturedLog()) {
            beginAndAwaitThePause("away");
            CompletableFuture<Ended> follower = CompletableFuture.supplyAsync(() -> launch("model follow"));
            Eventually.holds(
                    SOON, () -> embeddingHealth().path("details").path("next").has("reason"));
            assertThat(health().status()).isEqualTo(200);
            assertThat(embeddingHealth().path("status").asString()).isEqualTo("UP");
            assertThat(embeddingHealth()
                            .path("details")
                            .path("next")
                            .path("reason")
                            .asString())
                    .isEqualTo("away");
            assertThat(paused("away", "next")).isEqualTo(1);
            assertThat(paused("away", "serving")).isZero();
            assertThat(launch("model").text())
                    .contains("to be: nobody-knows of openai", "its provider is left alone: away since ");

            next.recover();

            Eventually.holds(SOON, () -> change().isNull());
            Ended followed = follower.get();
            assertThat(followed.text()).contains("running, its provider is away", "in use: nobody-knows");
            assertThat(followed.status()).isZero();
            assertThat(linesWith("ERROR", log)).as(log.text()).isZero();
            assertThat(linesWith("embedding with nobody-knows pauses", log)).isOne();
        }
        assertThatNothingPauses();
    }

    @Test
    void isShownByTheLauncherWhichDoesNotFollowItForEver() {
        next.always(FakeReply.status(404));

        Ended set = launch("model set openai nobody-knows --dimension 1536 --no-check");

        assertThat(set.status()).as(set.text()).isEqualTo(1);
        assertThat(set.text()).contains("makes no progress", "misconfigured since ", "'model cancel'");
        Ended shown = launch("model");
        assertThat(shown.status()).isZero();
        assertThat(shown.text().lines())
                .hasSize(3)
                .element(2)
                .asString()
                .containsPattern("no progress, .*: misconfigured since 20\\S+Z, tried again by 20\\S+Z$");
        assertThat(launch("model cancel").status()).isZero();
        assertThat(launch("model").text().lines())
                .singleElement()
                .asString()
                .contains("in use: embed-english-light-v3.0");
    }

    /// One that the serving model's provider is away for is not taken for one of the next model, nor the other way
    /// round.
    @Test
    void isToldFromAPauseOfTheServingModel() {
        serving.always(FakeReply.status(503));
        next.always(FakeReply.status(404));
        client.create("Nobody embeds this for a while.");
        beginAndAwaitThePause("misconfigured");
        Eventually.holds(SOON, () -> paused("away", "serving") == 1 && paused("misconfigured", "next") == 1);

        assertThat(paused("away", "next") + paused("misconfigured", "serving")).isZero();
        assertThat(embeddingHealth().path("details").path("reason").asString()).isEqualTo("away");
        administrator.delete(MODEL);
        Eventually.holds(SOON, () -> embeddingHealth().path("status").asString().equals("PAUSED"));
        assertThat(health().status()).isEqualTo(200);
    }
}
