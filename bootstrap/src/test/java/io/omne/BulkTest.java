package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A bulk on the whole server.
class BulkTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("embedding.provider", ZeroCost.NAME));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private Client client;

    @BeforeEach
    void comeAsSomebodyNew() {
        client = server.client();
    }

    private Answer bulk(List<String> items) {
        return client.post("/api/v1/memories/bulk", "{\"memories\":[" + String.join(",", items) + "]}");
    }

    private static int count(String from, Object... arguments) {
        Integer count = new JdbcTemplate(database.dataSource())
                .queryForObject("select count(*) from " + from, Integer.class, arguments);
        return count == null ? 0 : count;
    }

    @Test
    void storesTheGoodOnesInOneTransactionAndEmbedsEach() {
        List<String> items = IntStream.range(0, 100)
                .mapToObj(i -> i % 10 == 3 ? "{\"content\": \"\"}" : "{\"content\": \"number %d\"}".formatted(i))
                .toList();

        JsonNode answer = bulk(items).json();

        assertThat(answer.path("created").intValue()).isEqualTo(90);
        assertThat(answer.path("failed").intValue()).isEqualTo(10);
        assertThat(count(
                        "(select distinct xmin::text from domain_events where owner = ? and payload_type like '%Created')"
                                + " as transactions",
                        client.user()))
                .as("transactions")
                .isEqualTo(1);
        List<UUID> ids = answer.path("ids")
                .valueStream()
                .filter(id -> !id.isNull())
                .map(id -> UUID.fromString(id.asString()))
                .toList();
        assertThat(ids).hasSize(90).isSorted();
        assertThat(client.list("/api/v1/memories")
                        .json()
                        .path("meta")
                        .path("total")
                        .intValue())
                .isEqualTo(90);
        Eventually.holds(
                SOON,
                () -> count("memories where user_id = ? and embedding_status = 'completed'", client.user()) == 90);
        assertThat(count("domain_events where owner = ? and payload_type like '%Created'", client.user()))
                .isEqualTo(90);
    }

    @Test
    void storesNoneOfTooMany() {
        assertThat(bulk(Collections.nCopies(101, "{\"content\": \"x\"}")).status())
                .isEqualTo(422);
        assertThat(bulk(List.of()).status()).isEqualTo(422);
        assertThat(count("memories where user_id = ?", client.user())).isZero();
    }
}
