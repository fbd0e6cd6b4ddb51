package io.omne.events.adapter.postgres;

import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;

/// Rows of the event table.
final class EventRows {

    /// What {@link #read} needs.
    static final String COLUMNS = "global_index, type, aggregate_identifier, sequence_number, time_stamp,"
            + " payload_type, payload_revision, payload";

    private final Serializer serializer;

    EventRows(Serializer serializer) {
        this.serializer = serializer;
    }

    RecordedEvent read(ResultSet row) throws SQLException {
        return new RecordedEvent(
                row.getLong("global_index"),
                text(row, "type"),
                text(row, "aggregate_identifier"),
                row.getLong("sequence_number"),
                text(row, "time_stamp"),
                event(row));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column));
    }

    private Object event(ResultSet row) throws SQLException {
        var stored = new SimpleSerializedObject<>(
                row.getBytes("payload"), byte[].class, text(row, "payload_type"), row.getString("payload_revision"));
        try {
            Object event = serializer.deserialize(stored);
            return event instanceof UnknownSerializedType
                    ? new Unreadable(new IllegalStateException("an event of an unknown type"))
                    : event;
        } catch (RuntimeException e) {
            return new Unreadable(e);
        }
    }
}
