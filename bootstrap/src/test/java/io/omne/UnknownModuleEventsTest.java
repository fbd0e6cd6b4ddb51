package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// The event store has events of a module that this server does not have, as during an update that adds it.
@Timeout(180)
class UnknownModuleEventsTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static String insert(Instance server, String type, String eventClass) {
        String id = UUID.randomUUID().toString();
        server.get(JdbcTemplate.class).update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid()::text, ?, 0, ?, '2026-01-02T03:04:05.000Z', ?, '{}', '{}')""", id, type, eventClass);
        return id;
    }

    @Test
    void areNoDeadLettersOfTheList() {
        try (var database = TestDatabase.create();
                var server =
                        new Instance(database.url(), TestRedis.shared(), Map.of("embedding.provider", ZeroCost.NAME))) {
            insert(server, "Book", "books.Lost");
            String memory = insert(server, "Memory", "io.omne.memory.Unknown");
            Client client = server.client();
            client.create("a memory");

            Client administrator = Client.administrator(server.url());
            Eventually.holds(SOON, () -> !letters(administrator).isEmpty() && lag(administrator) == 0);

            assertThat(letters(administrator).valueStream())
                    .singleElement()
                    .satisfies(it -> assertThat(it.path("memory_id").asString()).isEqualTo(memory));
            assertThat(client.list("/api/v1/memories").json().path("data")).hasSize(1);
        }
    }

    private static long lag(Client administrator) {
        return administrator
                .get("/api/v1/admin/projections")
                .json()
                .at("/data/0/lag")
                .asLong(-1);
    }

    private static JsonNode letters(Client administrator) {
        return administrator
                .get("/api/v1/admin/projections/memory-list/dead-letters")
                .json()
                .path("data");
    }
}
