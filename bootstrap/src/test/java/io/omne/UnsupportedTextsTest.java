package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.application.MemoryJobs;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Texts of which the local model knows hardly a piece, on a server with that model.
class UnsupportedTextsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String THAI =
            "เช้าวันนั้นท่าเรือเงียบสงบแอนพบกับบ๊อบตอนเก้าโมงครึ่งเพื่อพูดคุยเรื่องงบประมาณปีหน้า ";

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("embedding.provider", "local", "omne.sweeps.retry-failed-embeddings.max-age", "1h"));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static JdbcTemplate sql() {
        return server.get(JdbcTemplate.class);
    }

    private static String status(Client client, String id) {
        return client.get("/api/v1/memories/" + id).field("embedding_status");
    }

    private static String code(JsonNode memory) {
        return memory.path("embedding_error").path("code").asString("");
    }

    private static void settle(Client client, String id) {
        Eventually.holds(SOON, () -> List.of("completed", "failed").contains(status(client, id)));
    }

    private static int passages(String id) {
        Integer count = sql().queryForObject(
                        "select count(*) from embedding_passages_1 where entry_id = ?",
                        Integer.class,
                        UUID.fromString(id));
        return count == null ? 0 : count;
    }

    private static int attempts(String id) {
        Integer count = sql().queryForObject("""
                        select count(*) from domain_events
                        where aggregate_identifier = ? and payload_type like '%EmbeddingStarted'""", Integer.class, id);
        return count == null ? 0 : count;
    }

    @Test
    void givesThemNoVectorAndSaysSo() {
        var bytes = new byte[300];
        new Random(1).nextBytes(bytes);
        Client client = server.client();
        List<String> unknown = List.of(
                        THAI,
                        "きょうのごごはとてもいいてんきだったのでこうえんへさんぽにいきました",
                        "ព្រឹកនោះកំពង់ផែស្ងប់ស្ងាត់",
                        "🙂🎉🚀",
                        "🙂 🎉 🚀 ❤️ 👍 2026",
                        HexFormat.of().formatHex(bytes),
                        Base64.getUrlEncoder()
                                .encodeToString(bytes)
                                .replace("-", "")
                                .replace("_", ""))
                .stream()
                .map(text -> client.create(text).field("id"))
                .toList();
        List<String> known = List.of(
                        "Lunch with Ann on Friday",
                        "party 🎉",
                        "那天早上港口很安静，安和鲍勃在九点半见面，讨论明年的预算。",
                        "كان الميناء هادئا ذلك الصباح",
                        "2026-11-28",
                        "...",
                        "for (int i = 0; i < 10; i++) {}")
                .stream()
                .map(text -> client.create(text).field("id"))
                .toList();
        unknown.forEach(id -> settle(client, id));
        known.forEach(id -> settle(client, id));
        for (String id : unknown) {
            JsonNode memory = client.get("/api/v1/memories/" + id).json();
            assertThat(memory.path("embedding_status").asString()).isEqualTo("failed");
            assertThat(code(memory)).isEqualTo("text_not_supported");
            assertThat(passages(id)).isZero();
            assertThat(attempts(id)).isOne();
        }
        for (String id : known) {
            assertThat(status(client, id)).isEqualTo("completed");
            assertThat(passages(id)).isOne();
        }
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories?embedding_status=failed")
                                .json()
                                .path("meta")
                                .path("total")
                                .asInt()
                        == unknown.size());
    }

    @Test
    void completesALongTextWithWhatTheModelKnowsOfIt() {
        Client client = server.client();
        String text = "The harbour was quiet that morning. ".repeat(100)
                + "🎉 ".repeat(1_000)
                + "The password of the boathouse is marmalade. ".repeat(60);
        String id = client.create(text).field("id");
        settle(client, id);

        JsonNode memory =
                client.get("/api/v1/memories/" + id + "?include=embedding").json();
        assertThat(memory.path("embedding_status").asString()).isEqualTo("completed");
        assertThat(code(memory)).isEqualTo("text_partly_supported");
        assertThat(memory.path("embedding").size()).isEqualTo(passages(id)).isPositive();
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories")
                        .json()
                        .path("data")
                        .path(0)
                        .path("embedding_error")
                        .equals(memory.path("embedding_error")));
        JsonNode completed = client.get("/api/v1/memories/" + id + "/history")
                .json()
                .path("data")
                .valueStream()
                .filter(it -> it.path("type").asString().equals("embedding_completed"))
                .findFirst()
                .orElseThrow();
        assertThat(completed.path("error")).isEqualTo(memory.path("embedding_error"));
        assertThat(completed.path("passages").asInt()).isEqualTo(passages(id));
    }

    @Test
    void triesThemAgainOnceTheirContentChangesAndNotBefore() {
        Client client = server.client();
        String id = client.create(THAI).field("id");
        settle(client, id);

        Jobs jobs = server.get(Jobs.class);
        jobs.request(MemoryJobs.RETRY_FAILED_EMBEDDINGS);
        Eventually.holds(
                SOON,
                () -> jobs.latest(MemoryJobs.RETRY_FAILED_EMBEDDINGS)
                        .filter(job -> job.state() == JobState.State.COMPLETED)
                        .isPresent());
        assertThat(jobs.latest(MemoryJobs.RETRY_FAILED_EMBEDDINGS).orElseThrow().outcome())
                .isEqualTo("{\"retried\": 0}");
        assertThat(attempts(id)).isOne();

        client.patch("/api/v1/memories/" + id, "{\"content\": \"The harbour was quiet.\"}");
        Eventually.holds(SOON, () -> status(client, id).equals("completed"));
        assertThat(client.get("/api/v1/memories/" + id)
                        .json()
                        .path("embedding_error")
                        .isNull())
                .isTrue();
    }
}
