package io.omne.events.adapter.postgres;

import io.omne.events.api.RecordedEvent;
import io.omne.events.api.RecordedEvent.Unreadable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;

/// Reads rows of the event table.
final class EventRows {

    /// The columns that a statement selects for {@link #read}, which reads them by number: names cost time with
    /// every event.
    static final String COLUMNS = "global_index, type, aggregate_identifier, sequence_number, time_stamp,"
            + " payload_type, payload_revision, payload";

    private final Serializer serializer;

    EventRows(Serializer serializer) {
        this.serializer = serializer;
    }

    RecordedEvent read(ResultSet row) throws SQLException {
        return new RecordedEvent(row.getLong(1), text(row, 2), text(row, 3), row.getLong(4), text(row, 5), event(row));
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getString(column));
    }

    private Object event(ResultSet row) throws SQLException {
        var stored = new SimpleSerializedObject<>(row.getBytes(8), byte[].class, text(row, 6), row.getString(7));
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
