package io.omne.memory.adapter.postgres;

import io.omne.memory.MemoryEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Memories' events in Axon's event store, many at a time and in bulk.
public final class ReplayedEvents {

    /// Everything up to an index, each memory's events together and in order.
    public static final String BY_MEMORY = """
            select global_index, aggregate_identifier, sequence_number, payload_type, payload_revision, payload
            from domain_events
            where global_index <= ? and type = 'Memory'
            order by aggregate_identifier, sequence_number""";

    private static final String AFTER = """
            select global_index, aggregate_identifier, sequence_number, payload_type, payload_revision, payload
            from domain_events
            where global_index > :after and global_index <= :up_to and type = 'Memory'
            order by global_index
            limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Serializer serializer;

    public ReplayedEvents(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    /// @param number the event's own in its memory, from 0
    public record Stored(long index, String memory, long number, SerializedObject<byte[]> payload) {

        public static Stored read(ResultSet row, int number) throws SQLException {
            return new Stored(
                    row.getLong(1),
                    Objects.requireNonNull(row.getString(2)),
                    row.getLong(3),
                    new SimpleSerializedObject<>(row.getBytes(6), byte[].class, row.getString(4), row.getString(5)));
        }
    }

    /// The first events after an index and up to another, in the order of the index.
    public List<Stored> between(long after, long upTo, int limit) {
        return jdbc.query(AFTER, Map.of("after", after, "up_to", upTo, "limit", limit), Stored::read);
    }

    /// @throws RuntimeException where it cannot be understood
    public MemoryEvent event(Stored it) {
        if (serializer.deserialize(it.payload()) instanceof MemoryEvent known) {
            return known;
        }
        throw new IllegalStateException("an event of an unknown type");
    }
}
