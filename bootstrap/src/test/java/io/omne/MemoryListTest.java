package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.events.api.Projections;
import io.omne.events.api.Projections.DeadLetter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The list and its projection, on two instances.
class MemoryListTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    private Client client;
    private Client onOther;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        var noEmbedding = Map.<String, Object>of("omne.embedding.workers", 0);
        one = new Instance(database.url(), TestRedis.shared(), noEmbedding);
        other = new Instance(database.url(), TestRedis.shared(), noEmbedding);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @BeforeEach
    void beANewUser() {
        client = one.client();
        onOther = client.at(other.client());
    }

    @AfterEach
    void mendTheList() {
        sql().execute("alter table memory_list.entries drop constraint if exists in_the_way");
        one.get(Projections.class).retryDeadLetters("memory-list");
        assertThat(one.get(Projections.class).deadLetters("memory-list", 10)).isEmpty();
    }

    private static JdbcTemplate sql() {
        return one.get(JdbcTemplate.class);
    }

    private static String path(String id) {
        return MEMORIES + "/" + id;
    }

    private static List<String> all(Answer list, String field) {
        return list.json()
                .path("data")
                .valueStream()
                .map(memory -> memory.path(field).asString())
                .toList();
    }

    private static boolean isStale(Answer list) {
        return list.headers().firstValue("Omne-Stale").equals(Optional.of("true"));
    }

    @Test
    void showsEveryWriteAtOnceOnEveryInstance() {
        for (int i = 0; i < 25; i++) {
            String title = "{\"title\": \"edit %d\"}".formatted(i);
            String id = client.create("memory " + i).field("id");
            Answer created = onOther.get(MEMORIES);
            onOther.patch(path(id), title);
            Answer edited = client.get(MEMORIES);
            Answer editedOnOther = onOther.get(MEMORIES);
            client.delete(path(id));
            Answer deleted = onOther.get(MEMORIES);

            assertThat(all(created, "id")).containsExactly(id);
            assertThat(all(edited, "title")).containsExactly("edit " + i);
            assertThat(all(editedOnOther, "title")).containsExactly("edit " + i);
            assertThat(all(deleted, "id")).isEmpty();
            assertThat(List.of(created, edited, editedOnOther, deleted)).noneMatch(MemoryListTest::isStale);
        }
    }

    @Test
    void saysSoWhenASecondWasNotEnough() {
        String first = client.create("listed").field("id");
        assertThat(all(client.list(MEMORIES), "id")).containsExactly(first);

        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table memory_list.entries in share mode");
            client.create("not listed yet");
            Answer late = client.get(MEMORIES);
            Answer somebodyElses = one.client().get(MEMORIES);

            assertThat(isStale(late)).isTrue();
            assertThat(all(late, "id")).containsExactly(first);
            assertThat(isStale(somebodyElses)).isFalse();
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Eventually.holds(SOON, () -> !isStale(client.get(MEMORIES)));
        assertThat(all(client.get(MEMORIES), "id")).hasSize(2);
    }

    @Test
    void setsAsideAnEventThatDoesNotFitAndKeepsTheOrderBehindIt() {
        String damaged = client.create("damaged").field("id");
        String sound = client.create("sound").field("id");
        client.list(MEMORIES);
        sql().update("update memory_list.entries set sequence = 0 where id = ?", UUID.fromString(damaged));

        client.patch(path(damaged), "{\"title\": \"first\"}");
        client.patch(path(damaged), "{\"title\": \"second\", \"memory_type\": \"task\"}");
        client.patch(path(sound), "{\"title\": \"listed\"}");

        Eventually.holds(SOON, () -> all(client.get(MEMORIES), "title").contains("listed"));
        Eventually.holds(SOON, () -> deadLetters().size() == 3);
        assertThat(isStale(client.get(MEMORIES))).isTrue();
        assertThat(deadLetters()).allMatch(letter -> letter.memory().equals(damaged));
        assertThat(deadLetters().stream().map(DeadLetter::sequence)).containsExactly(2L, 3L, 4L);

        sql().update("update memory_list.entries set sequence = 1 where id = ?", UUID.fromString(damaged));
        assertThat(one.get(Projections.class).retryDeadLetters("memory-list")).isEqualTo(new Projections.Retried(1, 0));
        Answer mended = client.get(MEMORIES);
        assertThat(all(mended, "title")).containsExactlyInAnyOrder("second", "listed");
        assertThat(isStale(mended)).isFalse();
    }

    @Test
    void setsAsideOnlyWhatCannotBeSaved() {
        sql().execute("alter table memory_list.entries add constraint in_the_way check (title <> 'refused')");
        String refused = client.create("refused").field("id");
        try (var log = new CapturedLog()) {
            client.patch(path(refused), "{\"title\": \"refused\"}");
            Eventually.holds(SOON, () -> deadLetters().size() == 1);
            assertThat(log.text())
                    .contains("a batch cannot be listed as a whole")
                    .doesNotContain("failures: a batch cannot be listed as a whole");
        }
        String sound = client.create("sound").field("id");

        Eventually.holds(SOON, () -> all(client.get(MEMORIES), "id").contains(sound));
        Eventually.holds(SOON, () -> deadLetters().size() == 1);
        assertThat(deadLetters().getFirst().memory()).isEqualTo(refused);

        sql().execute("alter table memory_list.entries drop constraint in_the_way");
        one.get(Projections.class).retryDeadLetters("memory-list");
        assertThat(all(client.get(MEMORIES), "title")).contains("refused");
    }

    @Test
    void countsWhatItLists() {
        for (int i = 0; i < 30; i++) {
            client.post(MEMORIES, """
                    {"content": "%d", "memory_type": "%s", "tags": %s}""".formatted(
                            i, i % 3 == 0 ? "task" : "note", i % 2 == 0 ? "[\"even\", \"number\"]" : "[\"number\"]"));
        }
        String last = client.list(MEMORIES + "?tags=even,number")
                .json()
                .path("data")
                .path(0)
                .path("id")
                .asString();
        client.patch(path(last), "{\"tags\": [\"odd\"], \"memory_type\": \"insight\"}");

        assertThat(total("?memory_type=task")).isEqualTo(10);
        assertThat(total("?memory_type=note")).isEqualTo(19);
        assertThat(total("?tags=number")).isEqualTo(29);
        assertThat(total("?tags=even,number")).isEqualTo(14);
        assertThat(total("?tags=even,odd&tags_match=any")).isEqualTo(15);
        client.delete(path(last));
        assertThat(total("")).isEqualTo(29);
        assertThat(total("?tags=odd")).isZero();
    }

    private long total(String query) {
        JsonNode meta = client.list(MEMORIES + query).json().path("meta");
        return meta.path("total").asLong();
    }

    private static List<DeadLetter> deadLetters() {
        return one.get(Projections.class).deadLetters("memory-list", 10);
    }
}
