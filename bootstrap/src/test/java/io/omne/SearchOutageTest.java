package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// Searches while the embedding model or PostgreSQL does not answer: a failure is an error, and never an empty list.
class SearchOutageTest {

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String SEARCH = "/api/v1/memories/search";

    private static TestDatabase database;
    private static FakeOpenAi provider;
    private static Instance server;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        provider = FakeOpenAi.start(1536);
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider",
                        "openai",
                        "embedding.openai.api-key",
                        FakeProvider.KEY,
                        "embedding.openai.base-url",
                        provider.baseUrl(),
                        "omne.search.per-user",
                        1));
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
        database.close();
    }

    @BeforeEach
    void storeAMemory() {
        provider.recover();
        client = server.client();
        String id = client.create("The ferry leaves at nine.").field("id");
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories/" + id)
                        .field("embedding_status")
                        .equals("completed"));
    }

    private Answer search(String mode, String query) {
        return client.post(SEARCH, "{\"query\": \"%s\", \"mode\": \"%s\"}".formatted(query, mode));
    }

    private static List<String> degraded(Answer answer) {
        return answer.json()
                .path("meta")
                .path("degraded")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void answersByWordsWhileTheModelIsAway() {
        provider.always(FakeReply.status(503));

        Answer hybrid = search("hybrid", "ferry away");

        assertThat(hybrid.status()).isEqualTo(200);
        assertThat(hybrid.json().path("data").size()).isOne();
        assertThat(degraded(hybrid)).containsExactly("meaning");
        assertThat(hybrid.json().path("meta").path("model").isNull()).isTrue();
        Answer meaning = search("meaning", "ferry away too");
        assertThat(meaning.status()).isEqualTo(503);
        assertThat(meaning.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void answersInTimeWhileTheModelIsSilent() {
        provider.always(FakeReply.silence());

        long began = System.nanoTime();
        try (var log = new CapturedLog()) {
            Answer answer = search("hybrid", "ferry in silence");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(degraded(answer)).containsExactly("meaning");
            assertThat(answer.json().path("data").size()).isOne();
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // the call fails after the answer
            assertThat(log.text()).doesNotContain("ERROR");
        }
    }

    @Test
    void refusesOneSearchTooManyOfAUser() throws Exception {
        try (Connection holder = holdIndexOfWords()) {
            CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> search("words", "ferry"));
            Eventually.holds(SOON, () -> waiting() > 0);

            Answer second = search("words", "ferry");
            holder.rollback();

            assertThat(second.status()).isEqualTo(429);
            assertThat(second.headers().firstValue("Retry-After")).contains("1");
            assertThat(first.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        }
        assertThat(search("words", "ferry").status()).isEqualTo(200);
    }

    @Test
    void saysThatItFoundNothingByWordsWhereTheirIndexDoesNotAnswer() throws SQLException {
        Eventually.holds(SOON, () -> degraded(search("hybrid", "ferry")).isEmpty());
        try (Connection holder = holdIndexOfWords()) {
            Answer answer = search("hybrid", "ferry");
            Answer words = search("words", "ferry");
            holder.rollback();

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(degraded(answer)).containsExactly("words");
            assertThat(answer.json().path("data").size()).isOne();
            assertThat(words.status()).isEqualTo(503);
        }
    }

    /// It waits for the write, for the words and for the ranking. `DeadlineTest` says how long for each.
    @Test
    void hasOneTimeLimitForAllItsSteps() throws SQLException {
        assertThat(degraded(search("hybrid", "ferry"))).isEmpty();
        try (Connection holder = holdIndexOfWords()) {
            client.create("Not indexed yet.");

            long began = System.nanoTime();
            Answer answer = search("hybrid", "ferry");
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            holder.rollback();

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(degraded(answer)).containsExactly("words");
            assertThat(answer.json().path("data").isEmpty()).isFalse();
            assertThat(took).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(3_600));
        }
    }

    @Test
    void takesTheNextSearchAsSoonAsOneIsAnswered() {
        for (int i = 0; i < 100; i++) {
            assertThat(search("words", "ferry").status()).isEqualTo(200);
        }
    }

    @Test
    void failsWhereNoWayOfFindingAnswers() throws SQLException {
        provider.always(FakeReply.status(503));
        try (Connection holder = holdIndexOfWords()) {
            Answer answer = search("hybrid", "ferry that nobody has asked for");
            holder.rollback();

            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        }
    }

    @Test
    void endsItsWorkInPostgresqlWhenItsClientGoesAway() throws Exception {
        try (Connection holder = holdIndexOfWords()) {
            Thread request = Thread.ofVirtual().start(() -> search("words", "ferry"));
            Eventually.holds(SOON, () -> waiting() > 0);

            request.interrupt(); // the connection is closed

            Eventually.holds(Duration.ofMillis(1_200), () -> waiting() == 0);
            holder.rollback();
        }
    }

    private static Connection holdIndexOfWords() throws SQLException {
        Connection holder = database.dataSource().getConnection();
        holder.setAutoCommit(false);
        try (var statement = holder.createStatement()) {
            statement.execute("lock table indexed_memories in access exclusive mode");
        }
        return holder;
    }

    /// PostgreSQL shows the beginning of statements only.
    private static int waiting() {
        Integer count = new JdbcTemplate(database.dataSource()).queryForObject("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%word_blocks%'
                """, Integer.class);
        return count == null ? 0 : count;
    }
}
