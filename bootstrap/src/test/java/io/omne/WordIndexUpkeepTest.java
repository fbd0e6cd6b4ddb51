package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.application.IndexedWrites;
import io.omne.recall.application.TextAnalyzer;
import io.omne.recall.application.WordIndex;
import io.omne.recall.application.WordMatches.WordMatch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// The index of words, its projection, its replay and its verification, on two instances.
@Timeout(300)
class WordIndexUpkeepTest {

    private static final String MEMORIES = "/api/v1/memories";
    private static final String ADMIN = "/api/v1/admin";
    private static final Duration SOON = Duration.ofSeconds(60);

    /// Users at once, and how many memories each of them writes and looks for.
    private static final int USERS = 10;

    private static final int ROUNDS = 25;

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

    private static <T> T get(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(Duration.ofSeconds(30)));
    }

    private static boolean isCurrent(Client user) {
        return get(other.get(IndexedWrites.class).await(new UserId(user.user())));
    }

    private List<UUID> found(String question) {
        return found(client, question);
    }

    /// What the user finds on the other instance, after waiting for what was written.
    private static List<UUID> found(Client user, String question) {
        assertThat(isCurrent(user)).isTrue();
        return foundNow(user, question);
    }

    private List<UUID> foundNow(String question) {
        return foundNow(client, question);
    }

    private static List<UUID> foundNow(Client user, String question) {
        return get(other.get(WordIndex.class)
                        .find(
                                new UserId(user.user()),
                                other.get(TextAnalyzer.class).parse(question),
                                new Selection.Everything(),
                                10))
                .best()
                .stream()
                .map(WordMatch::id)
                .map(MemoryId::value)
                .toList();
    }

    private static UUID id(Answer created) {
        assertThat(created.status()).isEqualTo(201);
        return UUID.fromString(created.field("id"));
    }

    @Test
    void findsEveryWriteAtOnceOnTheOtherInstance() throws Exception {
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> rounds = Collections.nCopies(USERS, () -> {
                findsEveryWriteAtOnce(one.client());
                return null;
            });
            for (Future<Void> round : users.invokeAll(rounds)) {
                round.get();
            }
        }
    }

    private static void findsEveryWriteAtOnce(Client user) {
        Client there = user.at(other.client());
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = id(user.create("code alpha" + i + "x was seen"));
            List<UUID> created = found(user, "alpha" + i + "x");
            there.patch(MEMORIES + "/" + id, "{\"content\": \"code beta%dx was seen\"}".formatted(i));
            List<UUID> byOldWord = found(user, "alpha" + i + "x");
            List<UUID> byNewWord = found(user, "beta" + i + "x");
            user.patch(MEMORIES + "/" + id, "{\"title\": \"gamma%dx\"}".formatted(i));
            List<UUID> byTitle = found(user, "gamma" + i + "x");
            user.delete(MEMORIES + "/" + id);
            List<UUID> deleted = found(user, "beta" + i + "x");

            assertThat(created).containsExactly(id);
            assertThat(byOldWord).isEmpty();
            assertThat(byNewWord).containsExactly(id);
            assertThat(byTitle).containsExactly(id);
            assertThat(deleted).isEmpty();
        }
    }

    @Test
    void findsTitlesTagsSpeakersAndSources() {
        UUID id = id(client.post(MEMORIES, """
                {"content": "ferry", "title": "Crossing", "tags": ["sea trip"], "source": "chat",
                 "source_id": "D1:3", "metadata": {"speaker": "Caroline"}}"""));

        for (String question : List.of("ferries", "crossing", "trip", "D1:3", "Caroline")) {
            assertThat(found(question)).as(question).containsExactly(id);
        }
    }

    @Test
    void saysSoWhenASecondWasNotEnough() throws SQLException {
        client.create("indexed");
        assertThat(found("indexed")).hasSize(1);

        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table indexed_memories in share mode");
            client.create("not indexed yet");

            assertThat(isCurrent(client)).isFalse();
            assertThat(get(other.get(IndexedWrites.class).await(new UserId(UUID.randomUUID()))))
                    .isTrue();
            for (String mode : List.of("words", "hybrid")) {
                Answer stale = search(mode);
                assertThat(stale.status()).as(stale.text()).isEqualTo(200);
                assertThat(stale.headers().firstValue("Omne-Stale")).hasValue("true");
                assertThat(stale.json().at("/meta/degraded").valueStream().map(JsonNode::asString))
                        .contains("words");
            }
            connection.rollback();
        }
        Eventually.holds(SOON, () -> isCurrent(client));
        assertThat(foundNow("yet")).hasSize(1);
        Answer current = search("words");
        assertThat(current.headers().firstValue("Omne-Stale")).isEmpty();
        assertThat(current.json().at("/meta/degraded").isEmpty()).isTrue();
    }

    private Answer search(String mode) {
        return onOther.post(MEMORIES + "/search", "{\"query\": \"not yet\", \"mode\": \"%s\"}".formatted(mode));
    }

    private static JdbcTemplate sql() {
        return one.get(JdbcTemplate.class);
    }

    private static JsonNode job(Client administrator, String path) {
        JsonNode[] state = new JsonNode[1];
        Eventually.holds(SOON, () -> {
            state[0] = administrator.get(path).json();
            return !state[0].toString().contains("\"running\"")
                    && !state[0].toString().contains("\"asked\"");
        });
        return state[0];
    }

    private static JsonNode verified() {
        Client administrator = Client.administrator(one.url());
        assertThat(administrator.send("POST", ADMIN + "/verify").status()).isEqualTo(202);
        return job(administrator, ADMIN + "/verify");
    }

    private static JsonNode replayed() {
        Client administrator = Client.administrator(one.url());
        assertThat(administrator
                        .send("POST", ADMIN + "/projections/recall-words/replay")
                        .status())
                .isEqualTo(202);
        return job(administrator, ADMIN + "/projections");
    }

    @Test
    void isComparedAndRebuilt() {
        UUID kept = id(client.create("a kept memory"));
        UUID lost = id(client.create("a lost memory"));
        UUID wrong = id(client.create("a wrong memory"));
        UUID gone = id(client.create("a deleted memory"));
        client.delete(MEMORIES + "/" + gone);
        assertThat(found("memory")).containsExactlyInAnyOrder(kept, lost, wrong);
        assertThat(verified().toString()).contains("\"differences\":0");

        sql().update("delete from indexed_memories where memory_id = ?", lost);
        sql().update("update indexed_memories set terms = '\\x0261' where memory_id = ?", wrong);
        sql().update("""
                        insert into indexed_memories (user_id, number, memory_id, happened_at, length, marks, terms, pieces)
                        select user_id, number + 9, ?, happened_at, length, marks, terms, pieces
                        from indexed_memories where memory_id = ?""", gone, kept);
        String report = verified().toString();
        assertThat(report).contains("\"differences\":3", lost.toString(), wrong.toString(), gone.toString());
        assertThat(report).contains("\"where\":\"words\"");

        assertThat(replayed().toString()).contains("recall-words");
        assertThat(found("memory")).containsExactlyInAnyOrder(kept, lost, wrong);
        assertThat(verified().toString()).contains("\"differences\":0");
    }

    @Test
    void comparesAndRebuildsBlocks() {
        int many = 2_500;
        for (int i = 0; i < many; i += 100) {
            StringBuilder items = new StringBuilder();
            for (int k = 0; k < 100; k++) {
                items.append(k == 0 ? "" : ",").append("{\"content\": \"block%d common\"}".formatted(i + k));
            }
            assertThat(client.post(MEMORIES + "/bulk", "{\"memories\": [%s]}".formatted(items))
                            .status())
                    .isEqualTo(200);
        }
        List<UUID> before = found("block7");
        assertThat(before).hasSize(1);
        assertThat(replayed().toString()).contains("recall-words");
        assertThat(blocks()).isPositive();
        assertThat(verified().toString()).contains("\"differences\":0");
        assertThat(found("block7")).isEqualTo(before);

        sql().update("delete from word_pages where user_id = ? and form > 'block7'", client.user());
        sql().update("update word_blocks set memories = memories - 1 where user_id = ?", client.user());
        assertThat(verified().toString()).doesNotContain("\"differences\":0");
        assertThat(replayed().toString()).contains("recall-words");
        assertThat(verified().toString()).contains("\"differences\":0");
        assertThat(found("block7")).isEqualTo(before);
    }

    private long blocks() {
        return Objects.requireNonNull(
                sql().queryForObject("select count(*) from word_blocks where user_id = ?", Long.class, client.user()));
    }
}
