package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/// The embedding saga with the real model.
class EmbeddingTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static Instance server;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        // Without the poll, only an event can wake a worker in time.
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider", "local",
                        "omne.embedding.poll-interval", "60s",
                        "omne.embedding.lease", "6s"));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = server.client();
    }

    private Answer completed(String id) {
        Eventually.holds(SOON, () -> get(id).field("embedding_status").equals("completed"));
        return get(id);
    }

    private Answer get(String id) {
        return client.get("/api/v1/memories/" + id);
    }

    private static int passages(String id) {
        Integer count = sql().queryForObject(
                        "select count(*) from embedding_passages_1 where entry_id = ?",
                        Integer.class,
                        UUID.fromString(id));
        return count == null ? 0 : count;
    }

    private static List<@Nullable String> events(String id) {
        return sql().queryForList("""
                        select substring(payload_type from '[A-Za-z]+$') from domain_events
                        where aggregate_identifier = ? order by sequence_number""", String.class, id);
    }

    private static JdbcTemplate sql() {
        return server.get(JdbcTemplate.class);
    }

    @Test
    void completesAShortMemoryWithOneVector() {
        String id = client.create("Lunch with Ann on Friday").field("id");

        Answer memory = completed(id);

        assertThat(memory.field("embedding_model")).isEqualTo("bge-small-en-v1.5-mean");
        assertThat(memory.field("embedding_updated_at")).isNotEmpty();
        assertThat(passages(id)).isEqualTo(1);
        assertThat(events(id)).containsExactly("Created", "EmbeddingStarted", "EmbeddingCompleted");
    }

    @Test
    void keepsAVectorForEachPassageOfALongMemory() {
        String id = client.create("The harbour was quiet that morning. ".repeat(200))
                .field("id");

        completed(id);

        assertThat(passages(id)).isGreaterThan(3);
    }

    @Test
    void showsTheVectorsOnlyWhenAsked() {
        String id = client.create("Lunch with Ann on Friday").field("id");
        completed(id);

        assertThat(get(id).json().has("embedding")).isFalse();
        assertThat(client.get("/api/v1/memories/" + id + "?include=embedding")
                        .json()
                        .path("embedding")
                        .path(0)
                        .size())
                .isEqualTo(384);
    }

    @Test
    void embedsNewContentAgain() {
        String id = client.create("The harbour was quiet that morning. ".repeat(200))
                .field("id");
        completed(id);

        Answer edited = client.patch("/api/v1/memories/" + id, "{\"content\": \"short now\"}");

        assertThat(edited.field("embedding_status")).isEqualTo("pending");
        completed(id);
        assertThat(passages(id)).isEqualTo(1);
    }

    @Test
    void embedsNothingAgainForAnotherEdit() {
        String id = client.create("Lunch with Ann on Friday").field("id");
        completed(id);

        Answer edited = client.patch("/api/v1/memories/" + id, "{\"title\": \"Lunch\", \"tags\": [\"ann\"]}");

        assertThat(edited.field("embedding_status")).isEqualTo("completed");
        assertThat(events(id))
                .containsExactly("Created", "EmbeddingStarted", "EmbeddingCompleted", "Retitled", "Retagged");
    }

    @Test
    void forgetsTheVectorsOfADeletedMemory() {
        String id = client.create("Lunch with Ann on Friday").field("id");
        completed(id);

        client.delete("/api/v1/memories/" + id);

        assertThat(passages(id)).isZero();
    }

    @Test
    void notesWhenAMemoryIsRead() {
        String id = client.create("Lunch with Ann on Friday").field("id");

        String read = get(id).field("accessed_at");

        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories")
                        .json()
                        .path("data")
                        .path(0)
                        .path("accessed_at")
                        .asString()
                        .equals(read));
    }

    @Test
    void takesOverWhatAnInstanceThatIsGoneHadClaimed() {
        String id = client.create("Lunch with Ann on Friday").field("id");
        completed(id);
        sql().update("""
                        update memories set embedding_status = 'processing', embedding_attempts = 1,
                            embedding_due_at = now() - interval '1 second', embedding_model = null,
                            embedding_updated_at = null
                        where id = ?""", UUID.fromString(id));

        Eventually.holds(SOON, () -> events(id).size() == 6);
        assertThat(events(id).subList(3, 6))
                .containsExactly("EmbeddingPostponed", "EmbeddingStarted", "EmbeddingCompleted");
    }
}
