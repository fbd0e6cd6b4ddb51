package io.omne.memory.adapter.postgres.state;

import io.omne.memory.application.reading.CacheEpoch;
import io.omne.memory.application.writing.Memories;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The state that commands write, for tests of other parts.
public final class TestState {

    private TestState() {}

    public static Memories memories(NamedParameterJdbcTemplate jdbc, EventStore events) {
        return new PostgresMemories(jdbc, events);
    }

    public static CacheEpoch epoch(JdbcTemplate jdbc) {
        return new PostgresCacheEpoch(jdbc);
    }
}
