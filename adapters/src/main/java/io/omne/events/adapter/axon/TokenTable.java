package io.omne.events.adapter.axon;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/// Reads how far the segments of processors are and which instance works on each, as all instances have stored it.
final class TokenTable {

    private static final String SEGMENTS = """
            select segment, token, token_type, case when %s then owner end as owner from token_entry
            where processor_name = ? order by segment""".formatted(PostgresTokenStore.IS_ALIVE);

    private final ConnectionProvider connections;
    private final Serializer serializer;
    private final Duration claim;

    /// @param claim an instance that has not renewed its claim for this long counts as gone
    TokenTable(ConnectionProvider connections, Serializer serializer, Duration claim) {
        this.connections = connections;
        this.serializer = serializer;
        this.claim = claim;
    }

    /// @param position 0 before the first event
    record Stored(int segment, long position, @Nullable String owner) {}

    List<Stored> segments(String processor) {
        try (Connection connection = connections.getConnection();
                PreparedStatement select = connection.prepareStatement(SEGMENTS)) {
            select.setLong(1, claim.toMillis());
            select.setString(2, processor);
            try (ResultSet row = select.executeQuery()) {
                var segments = new ArrayList<Stored>();
                while (row.next()) {
                    segments.add(new Stored(row.getInt("segment"), position(row), row.getString("owner")));
                }
                return segments;
            }
        } catch (SQLException e) {
            throw new JdbcException("the tokens cannot be read", e);
        }
    }

    private long position(ResultSet row) throws SQLException {
        byte[] token = row.getBytes("token");
        if (token == null) {
            return 0;
        }
        String type = row.getString("token_type");
        TrackingToken read =
                serializer.deserialize(new SimpleSerializedObject<>(token, byte[].class, String.valueOf(type), null));
        return read.position().orElse(0);
    }
}
