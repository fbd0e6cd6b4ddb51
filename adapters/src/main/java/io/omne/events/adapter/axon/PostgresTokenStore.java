package io.omne.events.adapter.axon;

import io.omne.jobs.api.Loops;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/// The tokens of streaming processors in the table `token_entry`, as Axon's `JdbcTokenStore` keeps them, with one
/// difference: PostgreSQL's clock says when a claim was renewed and when it expires. Axon compares the owner's
/// clock with the clock of the instance that wants the claim, so that an instance whose clock is ahead takes claims
/// that are still valid, and one whose clock is behind never takes the claims of a dead instance.
final class PostgresTokenStore implements TokenStore, AutoCloseable {

    /// In the form that Axon reads and writes.
    static final String NOW = "to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    /// Takes the length of a claim, in milliseconds, as its parameter. A time further in the future than that was
    /// written by another clock, and does not count.
    static final String IS_ALIVE =
            "abs(extract(epoch from clock_timestamp() - cast(timestamp as timestamptz))) * 1000 < ?";

    private static final String ONE = " where processor_name = ? and segment = ?";
    private static final String MINE = ONE + " and owner = ?";
    /// Takes this instance's name and the length of a claim as parameters.
    static final String FREE = "(owner is null or owner = ? or timestamp is null or not " + IS_ALIVE + ")";

    private static final String INSERT = """
            insert into token_entry (processor_name, segment, token, token_type, timestamp)
            values (?, ?, ?, ?, %s) on conflict do nothing""".formatted(NOW);

    private static final String STORE = "update token_entry set token = ?, token_type = ?, owner = ?, timestamp = "
            + NOW + ONE + " and " + FREE + " and " + EventServer.START + " = coalesce(?, " + EventServer.START + ")";

    private static final String CLAIM = "update token_entry set owner = ?, timestamp = " + NOW + ONE + " and " + FREE
            + " returning token, token_type, " + EventServer.START + " as server";

    private static final String EXTEND = "update token_entry set timestamp = " + NOW + MINE;
    private static final String RELEASE = "update token_entry set owner = null, timestamp = " + NOW + MINE;
    private static final String DELETE = "delete from token_entry" + MINE;

    private static final String SEGMENTS =
            "select segment, %s as free from token_entry where processor_name = ? order by segment".formatted(FREE);

    private final ConnectionProvider connections;
    private final Serializer serializer;
    private final String node;
    private final long claimMillis;
    private final TokenHeartbeat heartbeat;
    private final EventServer server;

    /// @param node a name that no other instance has
    /// @param claim a claim that was not renewed for this long is free
    PostgresTokenStore(
            ConnectionProvider connections,
            Serializer serializer,
            String node,
            Duration claim,
            Loops loops,
            EventServer server) {
        this.connections = connections;
        this.serializer = serializer;
        this.node = node;
        this.claimMillis = claim.toMillis();
        this.heartbeat = new TokenHeartbeat(connections, node, claim, loops);
        this.server = server;
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken token) {
        for (int segment = 0; segment < segments; segment++) {
            initializeSegment(token, processor, segment);
        }
    }

    /// Does not change a segment that another instance has just initialized.
    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        update(INSERT, processor, segment, data(token), type(token));
        heartbeat.forget(processor, segment);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        claimed(
                update(STORE, data(token), type(token), node, processor, segment, node, claimMillis, server.start()),
                processor,
                segment);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        return ask(
                CLAIM,
                row -> {
                    if (!row.next() || !server.is(String.valueOf(row.getString("server")))) {
                        throw notClaimed(processor, segment);
                    }
                    return token(row);
                },
                node,
                processor,
                segment,
                node,
                claimMillis);
    }

    /// The token in a row with the columns `token` and `token_type`.
    private @Nullable TrackingToken token(ResultSet row) throws SQLException {
        byte[] token = row.getBytes("token");
        return token == null
                ? null
                : serializer.deserialize(new SimpleSerializedObject<>(
                        token, byte[].class, String.valueOf(row.getString("token_type")), null));
    }

    @Override
    public void extendClaim(String processor, int segment) {
        if (!heartbeat.renews(processor, segment)) {
            claimed(update(EXTEND, processor, segment, node), processor, segment);
        }
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        update(RELEASE, processor, segment, node);
        heartbeat.forget(processor, segment);
    }

    @Override
    public void deleteToken(String processor, int segment) {
        claimed(update(DELETE, processor, segment, node), processor, segment);
        heartbeat.forget(processor, segment);
    }

    @Override
    public int[] fetchSegments(String processor) {
        return segments(processor).stream().mapToInt(Entry::segment).toArray();
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        List<Entry> entries = heartbeat
                .segments(processor)
                .map(seen -> seen.entrySet().stream()
                        .map(it -> new Entry(it.getKey(), it.getValue()))
                        .toList())
                .orElseGet(() -> segments(processor));
        int[] all = entries.stream().mapToInt(Entry::segment).toArray();
        return entries.stream()
                .filter(Entry::isFree)
                .map(entry -> Segment.computeSegment(entry.segment(), all))
                .toList();
    }

    private record Entry(int segment, boolean isFree) {}

    private List<Entry> segments(String processor) {
        return ask(
                SEGMENTS,
                row -> {
                    var entries = new ArrayList<Entry>();
                    while (row.next()) {
                        entries.add(new Entry(row.getInt("segment"), row.getBoolean("free")));
                    }
                    return entries;
                },
                node,
                claimMillis,
                processor);
    }

    @Override
    public void close() {
        heartbeat.close();
    }

    private void claimed(int updated, String processor, int segment) {
        if (updated == 0) {
            throw notClaimed(processor, segment);
        }
    }

    private static UnableToClaimTokenException notClaimed(String processor, int segment) {
        return new UnableToClaimTokenException(
                "segment %d of %s is another instance's, of another server, or was not initialized"
                        .formatted(segment, processor));
    }

    private byte @Nullable [] data(@Nullable TrackingToken token) {
        return token == null ? null : serialized(token).getData();
    }

    private @Nullable String type(@Nullable TrackingToken token) {
        return token == null ? null : serialized(token).getType().getName();
    }

    private SerializedObject<byte[]> serialized(TrackingToken token) {
        return serializer.serialize(token, byte[].class);
    }

    private int update(String sql, @Nullable Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new JdbcException("a token cannot be written", e);
        }
    }

    private interface Reader<T extends @Nullable Object> {
        T read(ResultSet row) throws SQLException;
    }

    private <T extends @Nullable Object> T ask(String sql, Reader<T> reader, @Nullable Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            try (ResultSet row = statement.executeQuery()) {
                return reader.read(row);
            }
        } catch (SQLException e) {
            throw new JdbcException("a token cannot be read", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }
}
