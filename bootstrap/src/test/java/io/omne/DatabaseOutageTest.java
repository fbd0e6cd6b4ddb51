package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server whose PostgreSQL goes away and comes back.
@Timeout(120)
class DatabaseOutageTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestDatabase database;
    private static Wire wire;
    private static TestRedis redis;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        wire = new Wire(database.url());
        redis = new TestRedis();
        server = new Instance(wire.url(), redis.url(), Map.of("omne.embedding.lease", "3s"));
    }

    @AfterAll
    static void stop() {
        wire.mend();
        server.close();
        wire.close();
        redis.close();
        database.close();
    }

    @Test
    void answers503AndGoesOnByItselfAfterwards() {
        Client client = server.client();
        String path = "/api/v1/memories/" + client.create("from before").field("id");

        wire.cut();
        Answer refused = client.create("in between");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.text()).doesNotContain("postgresql", "Exception", "127.0.0.1");
        assertThat(client.get("/api/v1/memories").status()).isEqualTo(503);
        assertThat(client.patch(path, "{\"title\": \"no\"}").status()).isEqualTo(503);
        assertThat(client.delete(path).status()).isEqualTo(503);

        wire.mend();
        Eventually.holds(SOON, () -> client.create("from afterwards").status() == 201);
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories")
                        .json()
                        .path("data")
                        .valueStream()
                        .allMatch(memory ->
                                memory.path("embedding_status").asString().equals("completed")));
        assertThat(client.get(path).field("content")).isEqualTo("from before");
    }

    @Test
    void goesOnWithStreamsThatAreOpen() {
        Client client = server.client();
        try (SentEvents stream = client.stream("/api/v1/memories/events")) {
            client.create("from before");
            assertThat(stream.event()).extracting(SentEvents.Event::name).isEqualTo("created");

            wire.cut();
            try (SentEvents refused = client.stream("/api/v1/memories/events")) {
                assertThat(refused.status()).isEqualTo(503);
            }
            wire.mend();
            Eventually.holds(SOON, () -> client.create("from afterwards").status() == 201);

            assertThat(Stream.generate(stream::event)
                            .anyMatch(event -> event != null && event.data().contains("from afterwards")))
                    .isTrue();
        }
    }
}
