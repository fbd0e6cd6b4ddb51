package io.omne.events.adapter.axon;

import io.omne.events.api.Projections.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/// Reads the dead letters of processors. Axon's own queue returns long sequences of them twice and in another
/// order.
final class DeadLetterTable {

    private static final String UNKNOWN = "unknown";

    private static final String LETTERS = """
            select d.* from dead_letter_entry d
            join (select sequence_identifier, min(enqueued_at) as since from dead_letter_entry
                where processing_group = ? group by sequence_identifier) s using (sequence_identifier)
            where d.processing_group = ?
            order by s.since, d.sequence_identifier, d.sequence_index
            limit ?""";

    private static final String COUNTS = """
            select count(*) as letters, count(distinct sequence_identifier) as memories from dead_letter_entry
            where processing_group = ?""";

    private final ConnectionProvider connections;
    private final Serializer serializer;
    private final List<EventJsonTypes> types;

    DeadLetterTable(ConnectionProvider connections, Serializer serializer, List<EventJsonTypes> types) {
        this.types = types;
        this.connections = connections;
        this.serializer = serializer;
    }

    record Counts(long letters, long memories) {}

    Counts count(String group) {
        return query(COUNTS, row -> new Counts(row.getLong("letters"), row.getLong("memories")), group)
                .getFirst();
    }

    /// Returns the letters of the memory that has waited longest first, and the letters of each memory in order.
    List<DeadLetter> find(String group, int limit) {
        return query(LETTERS, this::letter, group, group, limit);
    }

    private DeadLetter letter(ResultSet row) throws SQLException {
        String cause = row.getString("cause_type");
        String enqueued = row.getString("enqueued_at");
        String touched = row.getString("last_touched");
        return new DeadLetter(
                row.getString("sequence_identifier"),
                row.getLong("sequence_number") + 1,
                event(row),
                cause == null ? null : FailureSummary.of(cause, row.getString("cause_message")),
                DateTimeUtils.parseInstant(row.getString("time_stamp")),
                DateTimeUtils.parseInstant(touched == null ? enqueued : touched));
    }

    private String event(ResultSet row) throws SQLException {
        try {
            Object payload = serializer.deserialize(new SimpleSerializedObject<>(
                    row.getBytes("payload"),
                    byte[].class,
                    row.getString("payload_type"),
                    row.getString("payload_revision")));
            return types.stream()
                    .flatMap(it -> it.nameOf(payload).stream())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (SerializationException e) {
            return UNKNOWN;
        }
    }

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Mapping<T> mapping, @Nullable Object... parameters) {
        try (Connection connection = connections.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                var found = new ArrayList<T>();
                while (row.next()) {
                    found.add(mapping.of(row));
                }
                return found;
            }
        } catch (SQLException e) {
            throw new JdbcException("the dead letters cannot be read", e);
        }
    }
}
