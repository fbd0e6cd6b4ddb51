package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The limit on two instances with one Redis, which is stopped and frozen.
class RateLimitTest {

    private static final int LIMIT = 100;

    private static TestDatabase database;
    private static TestRedis redis;
    private static Instance one;
    private static Instance other;

    private Client client;
    private Client onOther;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        redis = new TestRedis();
        Map<String, Object> settings = Map.of("omne.embedding.workers", 0, "omne.rate-limit.memories", LIMIT);
        one = new Instance(database.url(), redis.url(), settings);
        other = new Instance(database.url(), redis.url(), settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        redis.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        Eventually.holds(Duration.ofSeconds(20), RateLimitTest::isShared);
        client = one.client();
        onOther = client.at(other.client());
    }

    /// Whether both instances count in Redis, as they do again a moment after it is back.
    private static boolean isShared() {
        Client somebody = one.client();
        return header(somebody.create("x"), "RateLimit-Remaining").equals("99")
                && header(somebody.at(other.client()).create("x"), "RateLimit-Remaining")
                        .equals("98");
    }

    private int stored() {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from memories where user_id = ?", Integer.class, client.user());
        return count == null ? 0 : count;
    }

    private static Answer bulk(Client caller, int items) {
        String body = String.join(",", Collections.nCopies(items, "{\"content\": \"x\"}"));
        return caller.post("/api/v1/memories/bulk", "{\"memories\": [%s]}".formatted(body));
    }

    private static String header(Answer answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /// The answers to so many creates at once, half of them on each instance.
    private List<Answer> createAtOnce(int several) throws Exception {
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < several; i++) {
            Client caller = i % 2 == 0 ? client : onOther;
            calls.add(() -> caller.create("x"));
        }
        var answers = new ArrayList<Answer>();
        try (ExecutorService callers = Executors.newFixedThreadPool(16)) {
            for (Future<Answer> call : callers.invokeAll(calls)) {
                answers.add(call.get());
            }
        }
        return answers;
    }

    @Test
    void isExactOverInstances() throws Exception {
        List<Answer> answers = createAtOnce(LIMIT + 30);

        assertThat(answers).extracting(Answer::status).containsOnly(201, 429);
        assertThat(answers).filteredOn(it -> it.status() == 201).hasSize(LIMIT);
        assertThat(stored()).isEqualTo(LIMIT);
        assertThat(answers).filteredOn(it -> it.status() == 429).allSatisfy(it -> {
            assertThat(header(it, "RateLimit-Remaining")).isEqualTo("0");
            assertThat(Integer.parseInt(header(it, "Retry-After"))).isBetween(1, 61);
        });
        assertThat(one.client().create("somebody else's").status()).isEqualTo(201);
    }

    @Test
    void countsEachItemOfABulk() {
        assertThat(bulk(client, 60).json().path("created").intValue()).isEqualTo(60);

        JsonNode rest = bulk(onOther, 60).json();

        assertThat(rest.path("created").intValue()).isEqualTo(40);
        assertThat(rest.path("errors").valueStream().map(it -> it.path("code").asString()))
                .hasSize(20)
                .containsOnly("rate_limited");
        assertThat(client.create("x").status()).isEqualTo(429);
        assertThat(bulk(client, 1).json().path("failed").intValue()).isEqualTo(1);
        assertThat(stored()).isEqualTo(LIMIT);
    }

    @Test
    void asksNothingForARepeat() {
        String[] key = {"Idempotency-Key", "k"};
        String body = "{\"content\": \"once\"}";
        client.post("/api/v1/memories", body, key);
        client.post("/api/v1/memories", "{}");
        for (int i = 0; i < 5; i++) {
            Answer repeated = onOther.post("/api/v1/memories", body, key);

            assertThat(repeated.status()).isEqualTo(200);
            assertThat(header(repeated, "RateLimit-Remaining")).isEqualTo("99");
        }
        bulk(client, 99);
        assertThat(client.post("/api/v1/memories", body, key).status()).isEqualTo(200);
    }

    @Test
    void countsEqualRequestsAtOnceAsOne() throws Exception {
        String body =
                "{\"memories\": [%s]}".formatted(String.join(",", Collections.nCopies(60, "{\"content\": \"x\"}")));
        var calls = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 20; i++) {
            Client caller = i % 2 == 0 ? client : onOther;
            calls.add(() -> caller.post("/api/v1/memories/bulk", body, "Idempotency-Key", "k"));
        }
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            for (Future<Answer> call : callers.invokeAll(calls)) {
                assertThat(call.get().json().path("created").intValue()).isEqualTo(60);
            }
        }
        assertThat(bulk(client, 50).json().path("created").intValue()).isEqualTo(40);
        assertThat(stored()).isEqualTo(LIMIT);
    }

    @Test
    void givesBackWhatWasNotStored() {
        var sql = new JdbcTemplate(database.dataSource());
        sql.execute(
                "alter table domain_events add constraint in_the_way check (owner <> '%s')".formatted(client.user()));
        try {
            assertThat(bulk(client, 60).status()).isEqualTo(500);
            assertThat(bulk(onOther, 60).status()).isEqualTo(500);
            for (int i = 0; i < 2; i++) {
                Answer keyed = client.post("/api/v1/memories", "{\"content\": \"x\"}", "Idempotency-Key", "k");
                assertThat(keyed.status()).isEqualTo(500);
            }
        } finally {
            sql.execute("alter table domain_events drop constraint in_the_way");
        }
        Answer keyed = onOther.post("/api/v1/memories", "{\"content\": \"x\"}", "Idempotency-Key", "k");
        assertThat(keyed.status()).isEqualTo(201);
        assertThat(header(keyed, "RateLimit-Remaining")).as("counted once").isEqualTo("99");
        assertThat(bulk(client, 100).json().path("created").intValue()).isEqualTo(99);
    }

    @Test
    void leavesTheKeyOfWhatWasOverTheLimitFree() {
        bulk(client, 99);
        String body = "{\"memories\": [{\"content\": \"1\"}, {\"content\": \"2\"}]}";

        String first = client.post("/api/v1/memories/bulk", body, "Idempotency-Key", "half")
                .text();
        assertThat(client.post("/api/v1/memories", "{\"content\": \"x\"}", "Idempotency-Key", "none")
                        .status())
                .isEqualTo(429);

        assertThat(onOther.post("/api/v1/memories/bulk", body, "Idempotency-Key", "half")
                        .text())
                .as("of what was stored in part, the first answer")
                .isEqualTo(first)
                .contains("\"created\":1");
        assertThat(new JdbcTemplate(database.dataSource())
                        .queryForList("select key from creation_keys where user_id = ?", String.class, client.user()))
                .containsExactly("half");
    }

    @Test
    void fallsBackToEachInstancesOwnCount() throws Exception {
        bulk(client, 60);
        redis.kill();
        try {
            List<Answer> answers = createAtOnce(2 * LIMIT + 40);

            assertThat(answers).extracting(Answer::status).containsOnly(201, 429);
            assertThat(stored()).as("100 on each instance").isEqualTo(2 * LIMIT);
            assertThat(one.client().create("somebody else's").status()).isEqualTo(201);
        } finally {
            redis.start();
        }
    }

    @Test
    void limitsAndBlocksNobodyElseWhileRedisHangs() throws Exception {
        redis.freeze();
        try {
            assertThat(createAtOnce(2 * LIMIT + 10).stream().map(Answer::status))
                    .containsOnly(201, 429);
            assertThat(stored()).isEqualTo(2 * LIMIT);
            assertThat(one.client().create("somebody else's").status()).isEqualTo(201);
        } finally {
            redis.thaw();
        }
    }
}
