package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The rows of the event store, folded.
public final class StoredEvents {

    private static final String EVENTS = """
            select aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload
            from domain_events where aggregate_identifier = any(:ids)
            order by aggregate_identifier, sequence_number""";

    /// Rows that are fetched at once, so that no number of events fills the heap.
    private static final int FETCH = 500;

    private final NamedParameterJdbcTemplate jdbc;
    private final Serializer serializer;

    public StoredEvents(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        var template =
                new JdbcTemplate(Objects.requireNonNull(jdbc.getJdbcTemplate().getDataSource()));
        template.setFetchSize(FETCH);
        this.jdbc = new NamedParameterJdbcTemplate(template);
        this.serializer = serializer;
    }

    /// Folds the events of each of the memories that has any, one after the other.
    void fold(Collection<UUID> ids, BiConsumer<UUID, EventReplay> each) {
        String[] texts = ids.stream().map(UUID::toString).toArray(String[]::new);
        jdbc.query(EVENTS, new MapSqlParameterSource("ids", texts), rows -> {
            @Nullable EventReplay folding = null;
            while (rows.next()) {
                UUID id = UUID.fromString(rows.getString("aggregate_identifier"));
                if (folding == null || !folding.id().equals(id)) {
                    if (folding != null) {
                        each.accept(folding.id(), folding);
                    }
                    folding = new EventReplay(id);
                }
                folding.take(
                        rows.getLong("sequence_number"),
                        rows.getString("type"),
                        rows.getString("time_stamp"),
                        read(rows));
            }
            if (folding != null) {
                each.accept(folding.id(), folding);
            }
            return null;
        });
    }

    /// The event of a row, null where this version cannot read it.
    @Nullable
    public MemoryEvent read(ResultSet row) throws SQLException {
        try {
            Object payload = serializer.deserialize(new SimpleSerializedObject<>(
                    row.getBytes("payload"),
                    byte[].class,
                    row.getString("payload_type"),
                    row.getString("payload_revision")));
            return payload instanceof MemoryEvent event && isWhole(event) ? event : null;
        } catch (SerializationException e) {
            return null;
        }
    }

    /// Whether what every event has is there.
    private static boolean isWhole(MemoryEvent event) {
        return Stream.of(event.id(), event.owner(), event.at()).allMatch(Objects::nonNull);
    }
}
