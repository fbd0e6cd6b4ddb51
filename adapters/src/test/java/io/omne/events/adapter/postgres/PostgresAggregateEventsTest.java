package io.omne.events.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.events.api.AggregateEvents;
import io.omne.events.api.AggregateEvents.FirstEvents;
import io.omne.events.api.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class PostgresAggregateEventsTest {

    private static final Serializer SERIALIZER = Jackson3Serializer.builder().build();

    private static TestDatabase database;
    private static JdbcTemplate sql;
    private static AggregateEvents events;

    @BeforeAll
    static void store() {
        database = TestDatabase.create();
        sql = new JdbcTemplate(database.dataSource());
        events = new PostgresAggregateEvents(new NamedParameterJdbcTemplate(sql), SERIALIZER);
        insert("b", 0, "Book");
        insert("a", 0, "Note");
        insert("c", 1, "Note");
        insert("c", 0, "Note");
        insert("a", 1, "Note");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private static void insert(String aggregate, long sequence, String type) {
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid()::text, ?, ?, ?, '2026-01-02T03:04:05.678Z', 'java.lang.String', '"x"', '')""", aggregate, sequence, type);
    }

    private static String name(RecordedEvent it) {
        return it.aggregate() + it.sequence();
    }

    @Test
    void areReadAggregateByAggregate() {
        var read = new ArrayList<RecordedEvent>();

        events.read(List.of("c", "a", "b", "unknown"), read::add);

        assertThat(read).extracting(PostgresAggregateEventsTest::name).containsExactly("a0", "a1", "b0", "c0", "c1");
        assertThat(read).allMatch(it -> it.event().equals("x"));
    }

    @Test
    void areFoundByTheFirstOfEachOfAType() {
        var first = new ArrayList<RecordedEvent>();
        var pages = new ArrayList<Integer>();
        String after = "";
        while (after != null) {
            FirstEvents page = events.first("Note", after, 1);
            first.addAll(page.events());
            pages.add(page.events().size());
            after = page.next();
        }

        assertThat(first).extracting(PostgresAggregateEventsTest::name).containsExactly("a0", "c0");
        assertThat(pages).as("one page has only an aggregate of another type").containsExactly(1, 0, 1, 0);
    }

    @Test
    void haveALastPosition() {
        Map<String, Long> last = events.lastPositions(List.of("a", "c", "unknown"));

        assertThat(last).containsOnlyKeys("a", "c");
        assertThat(last.get("a")).isGreaterThan(last.get("c"));
    }

    @Test
    void areStoredUnderATime() {
        RecordedEvent event = events.first("Note", "", 1).events().getFirst();

        assertThat(event.isAt(Instant.parse("2026-01-02T03:04:05.678901Z"))).isTrue();
        assertThat(event.isAt(Instant.parse("2026-01-02T03:04:05.679Z"))).isFalse();
        assertThat(new RecordedEvent(1, "Note", "a", 0, "soon", "x").isAt(Instant.EPOCH))
                .isFalse();
    }
}
