package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The packaged jar as a process of its own, on real PostgreSQL and Redis, used over HTTP.
class OmneIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static TestRedis redis;
    private static ServerProcess server;

    private Client client;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        redis = new TestRedis();
        server = ServerProcess.startPacked(database.url(), redis.url());
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        client = new Client(server.url());
    }

    /// The eight steps of the specification's "Human Test", in their order.
    @Test
    void walksTheHumanTest() throws Exception {
        // 1. Create a memory via API
        Answer created = client.post("/api/v1/memories", """
                {
                  "content": "Meeting with John about Q4 planning. Key decisions: increase marketing budget by 20%, \
                hire 2 new engineers.",
                  "memory_type": "meeting_note",
                  "metadata": {"participants": ["John", "Sarah"], "date": "2024-01-15"}
                }""");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.field("memory_type")).isEqualTo("meeting");
        String id = created.field("id");
        String path = "/api/v1/memories/" + id;
        assertThat(created.headers().firstValue("Location")).contains(path);

        // 2. Verify that it is stored with embedding_status "pending"
        assertThat(created.field("embedding_status")).isEqualTo("pending");
        assertThat(events(id)).startsWith("Created");

        // 3. Verify that the embedding was started: there is no Celery, but a record of it
        Eventually.holds(SOON, () -> client.get(path).field("embedding_status").equals("completed"));
        assertThat(row(id)).isEqualTo("completed");
        assertThat(events(id)).containsExactly("Created", "EmbeddingStarted", "EmbeddingCompleted");

        // 4. and 5. Retrieve by id, check the cache
        Answer got = client.get(path);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.field("embedding_model")).isEqualTo("bge-small-en-v1.5-mean");
        assertThat(got.json().path("metadata").path("participants").size()).isEqualTo(2);
        assertThat(redis.get("memory:" + id)).contains("Meeting with John");
        assertThat(client.get(path).field("content")).isEqualTo(got.field("content"));

        // 6. Update the content: it is embedded again, and the cache forgets the old
        Answer updated = client.patch(path, "{\"content\": \"Updated content\"}");
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.field("embedding_status")).isEqualTo("pending");
        assertThat(client.get(path).field("content")).isEqualTo("Updated content");
        Eventually.holds(SOON, () -> client.get(path).field("embedding_status").equals("completed"));

        // 7. Delete
        assertThat(client.delete(path).status()).isEqualTo(204);
        assertThat(client.get(path).status()).isEqualTo(404);
        assertThat(client.delete(path).status()).isEqualTo(404);
        assertThat(redis.get("memory:" + id)).isNull();
        assertThat(row(id)).as("the row of a deleted memory stays").isNotNull();

        // 8. List all memories of the user
        String first = client.create("one").field("id");
        String second = client.create("two").field("id");
        new Client(server.url()).create("somebody else's");
        JsonNode list = client.list("/api/v1/memories?page=1&per_page=10").json();
        assertThat(list.path("meta").path("total").asInt()).isEqualTo(2);
        assertThat(list.path("data").valueStream().map(it -> it.path("id").asString()))
                .containsExactly(second, first);
    }

    @Test
    void keepsAndCompletesEveryAcknowledgedMemoryThroughAKill() throws Exception {
        int clients = 8;
        int each = 25;
        var acknowledged = new ConcurrentLinkedQueue<String>();
        try (ExecutorService callers = Executors.newFixedThreadPool(clients)) {
            var calls = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < clients; i++) {
                int caller = i;
                calls.add(() -> {
                    for (int n = 0; n < each; n++) {
                        createUntilAcknowledged("memory %d of caller %d".formatted(n, caller), acknowledged);
                    }
                    return caller;
                });
            }
            List<Future<Integer>> running = new ArrayList<>();
            calls.forEach(call -> running.add(callers.submit(call)));
            Eventually.holds(
                    Duration.ofMinutes(1),
                    () -> acknowledged.size() > clients * each / 2 && count("embedding_status = 'processing'") > 0);
            server.kill();
            server = server.startAgain();
            for (Future<Integer> call : running) {
                call.get();
            }
        }

        assertThat(acknowledged).hasSize(clients * each);
        Eventually.holds(Duration.ofMinutes(2), () -> count("embedding_status <> 'completed'") == 0);
        assertThat(count("id in (select unnest(string_to_array('%s', ','))::uuid)"
                        .formatted(String.join(",", acknowledged))))
                .isEqualTo(clients * each);
        for (String id : List.copyOf(acknowledged).subList(0, 20)) {
            assertThat(client.get("/api/v1/memories/" + id).field("embedding_status"))
                    .isEqualTo("completed");
        }
    }

    private void createUntilAcknowledged(String content, ConcurrentLinkedQueue<String> acknowledged) {
        Eventually.holds(Duration.ofMinutes(1), () -> {
            try {
                Answer answer = client.create(content);
                assertThat(answer.status()).isIn(201, 503);
                if (answer.status() == 201) {
                    acknowledged.add(answer.field("id"));
                }
                return answer.status() == 201;
            } catch (UncheckedIOException e) {
                return false;
            }
        });
    }

    private String row(String id) throws Exception {
        return query("select embedding_status from memories where id = '%s'".formatted(id))
                .getFirst();
    }

    private List<String> events(String id) throws Exception {
        return query("""
                select substring(payload_type from '[A-Za-z]+$') from domain_events
                where aggregate_identifier = '%s' order by sequence_number""".formatted(id));
    }

    private int count(String condition) {
        try {
            return Integer.parseInt(
                    query("select count(*) from memories where " + condition).getFirst());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> query(String sql) throws Exception {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
