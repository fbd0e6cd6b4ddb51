package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.ArrayList;
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

/// Requests that come again, on two instances.
class IdempotencyTest {

    private static final int ROUNDS = 30;
    private static final int AT_ONCE = 20;
    private static final String BULK = "{\"memories\": [{\"content\": \"one\"}, {}, {\"content\": \"two\"}]}";

    private static TestDatabase database;
    private static Instance one;
    private static Instance other;

    private Client client;
    private Client onOther;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        new JdbcTemplate(database.dataSource()).update("""
                        insert into creation_keys select gen_random_uuid(), 'expired', '', '{}',
                            now() - interval '2 days', now() - interval '1 day' from generate_series(1, 2500)""");
        Map<String, Object> settings = Map.of("omne.embedding.workers", 0);
        one = new Instance(database.url(), TestRedis.shared(), settings);
        other = new Instance(database.url(), TestRedis.shared(), settings);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        client = one.client();
        onOther = client.at(other.client());
    }

    private static Answer create(Client caller, String content, String key) {
        return caller.post("/api/v1/memories", "{\"content\": \"%s\"}".formatted(content), "Idempotency-Key", key);
    }

    private static Answer bulk(Client caller, String key) {
        return caller.post("/api/v1/memories/bulk", BULK, "Idempotency-Key", key);
    }

    private int count(String from) {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from " + from, Integer.class, client.user());
        return count == null ? 0 : count;
    }

    @Test
    void createsOneMemoryForTwentyRequestsAtOnce() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int round = 1; round <= ROUNDS; round++) {
                String key = "round " + round;
                var calls = new ArrayList<Callable<Answer>>();
                for (int i = 0; i < AT_ONCE; i++) {
                    Client caller = i % 2 == 0 ? client : onOther;
                    calls.add(() -> create(caller, key, key));
                }
                var answers = new ArrayList<Answer>();
                for (Future<Answer> call : callers.invokeAll(calls)) {
                    answers.add(call.get());
                }

                assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
                assertThat(answers).filteredOn(it -> it.status() == 201).hasSize(1);
                assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
                assertThat(count("memories where user_id = ?")).isEqualTo(round);
            }
        }
        assertThat(count("domain_events where owner = ?")).isEqualTo(ROUNDS);
    }

    @Test
    void givesTheFirstAnswerToABulkAgain() throws Exception {
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            var calls = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < AT_ONCE; i++) {
                Client caller = i % 2 == 0 ? client : onOther;
                calls.add(() -> bulk(caller, "k"));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> call : callers.invokeAll(calls)) {
                answers.add(call.get());
            }

            assertThat(answers).extracting(Answer::status).containsOnly(200);
            assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        }
        assertThat(count("memories where user_id = ?")).isEqualTo(2);
    }

    @Test
    void givesTheFirstAnswerWhateverHasBecomeOfTheMemory() {
        Answer first = create(client, "once", "k");
        client.patch("/api/v1/memories/" + first.field("id"), "{\"content\": \"changed\"}");

        assertThat(create(onOther, "once", "k").text()).isEqualTo(first.text());

        client.delete("/api/v1/memories/" + first.field("id"));
        assertThat(create(onOther, "once", "k").text()).isEqualTo(first.text());
        assertThat(create(onOther, "other", "k").status()).isEqualTo(422);
        assertThat(count("memories where user_id = ?")).isEqualTo(1);
    }

    @Test
    void remembersNoKeyOfWhatWasNotStored() {
        var sql = new JdbcTemplate(database.dataSource());
        sql.execute(
                "alter table domain_events add constraint in_the_way check (owner <> '%s')".formatted(client.user()));
        try {
            assertThat(create(client, "once", "k").status()).isEqualTo(500);
        } finally {
            sql.execute("alter table domain_events drop constraint in_the_way");
        }
        assertThat(count("creation_keys where user_id = ?")).isZero();
        assertThat(create(onOther, "once", "k").status()).isEqualTo(201);
    }

    @Test
    void forgetsInTheBackgroundWhatHadExpiredBeforeTheStart() {
        create(client, "once", "k");

        Eventually.holds(
                Duration.ofSeconds(20),
                () -> new JdbcTemplate(database.dataSource())
                        .queryForList("select 1 from creation_keys where key = 'expired'")
                        .isEmpty());
        assertThat(count("creation_keys where user_id = ?")).isEqualTo(1);
    }
}
