package io.omne.events.adapter.postgres;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.RecordedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.axonframework.serialization.Serializer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresAggregateEvents implements AggregateEvents {

    private static final String OF_AGGREGATES = """
            select %s from domain_events where aggregate_identifier = any(:ids)
            order by aggregate_identifier, sequence_number""".formatted(EventRows.COLUMNS);

    /// The index on aggregates does not have their type, so aggregates of all types are read from it.
    private static final String FIRST = """
            select %s
            from (select aggregate_identifier, min(sequence_number) as sequence_number from domain_events
                where aggregate_identifier > :after
                group by aggregate_identifier order by aggregate_identifier limit :limit) f
            join domain_events d using (aggregate_identifier, sequence_number)
            order by d.aggregate_identifier""".formatted(EventRows.COLUMNS);

    private static final String LAST = """
            select aggregate_identifier, max(global_index) as last from domain_events
            where aggregate_identifier = any(:ids) group by aggregate_identifier""";

    /// Rows that are fetched at once, so that no number of events fills the heap.
    private static final int FETCH = 500;

    private final NamedParameterJdbcTemplate jdbc;
    private final EventRows rows;

    PostgresAggregateEvents(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        var template =
                new JdbcTemplate(Objects.requireNonNull(jdbc.getJdbcTemplate().getDataSource()));
        template.setFetchSize(FETCH);
        this.jdbc = new NamedParameterJdbcTemplate(template);
        this.rows = new EventRows(serializer);
    }

    @Override
    public void read(Collection<String> aggregates, Consumer<RecordedEvent> each) {
        jdbc.query(OF_AGGREGATES, ids(aggregates), row -> {
            each.accept(rows.read(row));
        });
    }

    @Override
    public FirstEvents first(String aggregateType, String after, int limit) {
        var all = new ArrayList<RecordedEvent>(limit);
        jdbc.query(FIRST, Map.of("after", after, "limit", limit), row -> {
            all.add(rows.read(row));
        });
        return new FirstEvents(
                all.stream()
                        .filter(it -> it.aggregateType().equals(aggregateType))
                        .toList(),
                all.size() < limit ? null : all.getLast().aggregate());
    }

    @Override
    public Map<String, Long> lastPositions(Collection<String> aggregates) {
        var last = new HashMap<String, Long>();
        jdbc.query(LAST, ids(aggregates), row -> {
            last.put(row.getString("aggregate_identifier"), row.getLong("last"));
        });
        return last;
    }

    private static MapSqlParameterSource ids(Collection<String> aggregates) {
        return new MapSqlParameterSource("ids", aggregates.toArray(String[]::new));
    }
}
