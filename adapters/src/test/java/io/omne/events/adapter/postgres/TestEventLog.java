package io.omne.events.adapter.postgres;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.EventLog;
import io.omne.events.api.ProcessorPositions;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// What other modules read of the event store, for their tests.
public final class TestEventLog {

    private TestEventLog() {}

    /// Reads no events.
    public static EventLog of(NamedParameterJdbcTemplate jdbc) {
        return of(jdbc, Jackson3Serializer.builder().build());
    }

    public static EventLog of(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        return new PostgresEventLog(jdbc, serializer);
    }

    public static AggregateEvents aggregates(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        return new PostgresAggregateEvents(jdbc, serializer);
    }

    public static ProcessorPositions positions(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        return new PostgresProcessorPositions(jdbc, serializer);
    }
}
