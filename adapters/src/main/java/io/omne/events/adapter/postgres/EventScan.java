package io.omne.events.adapter.postgres;

import io.omne.events.api.RecordedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.serialization.Serializer;
import org.postgresql.PGStatement;
import org.springframework.stereotype.Component;

/// Reads all events of a type in one statement, with a cursor, for a replay. The statement takes longer than other
/// statements may, so the caller brings a session for it, such as a
/// {@link io.omne.database.adapter.postgres.LongSession}.
@Component
public final class EventScan {

    private static final String BY_AGGREGATE = """
            select %s from domain_events where global_index <= ? and type = ?
            order by aggregate_identifier, sequence_number""".formatted(EventRows.COLUMNS);

    private static final int FETCH = 500;

    private final EventRows rows;

    public EventScan(Serializer serializer) {
        this.rows = new EventRows(serializer);
    }

    /// Processes an event. An exception ends the scan.
    public interface Visitor {
        void visit(RecordedEvent event) throws InterruptedException;
    }

    /// Reads one aggregate after the other, the events of each in the order of their sequence. Leaves the
    /// connection in a transaction.
    ///
    /// @param upTo every event up to this position must be committed
    public void read(Connection connection, String aggregateType, long upTo, Visitor visitor)
            throws SQLException, InterruptedException {
        connection.setAutoCommit(false); // else the driver would fetch all rows at once
        try (PreparedStatement select = connection.prepareStatement(BY_AGGREGATE)) {
            select.unwrap(PGStatement.class).setPrepareThreshold(-1); // payloads come as bytes, not as text
            select.setFetchSize(FETCH);
            select.setLong(1, upTo);
            select.setString(2, aggregateType);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    visitor.visit(rows.read(row));
                }
            }
        }
    }
}
