package io.omne.events.adapter.axon;

import io.omne.events.api.GroupedWrites;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/// Axon's engine, with three differences.
///
/// A gap in the global index is dropped when no transaction is left that could fill it (see
/// {@link HighWaterMark}). Axon drops a gap by time: it compares the time of an event, by the writer's clock,
/// with the reader's clock, and so loses events if the two clocks differ by more than the gap time-out. It also
/// drops gaps that are more than ten thousand events behind.
///
/// An append throws an exception if the connection breaks. Events of commands that share a transaction are appended
/// together, see {@link GroupedWrites}.
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {

    private static final long LOWEST_INDEX = 1;

    /// The mark up to which the current read drops gaps; 0 for none.
    private static final ScopedValue<Long> HIGH_WATER_MARK = ScopedValue.newInstance();

    private final ConnectionProvider connections;
    private final TransactionManager transactions;
    private final HighWaterMark highWaterMark = new HighWaterMark();
    private final GroupedWrites.Writer<EventMessage<?>> appended = super::appendEvents;

    PostgresEventStorageEngine(
            JdbcEventStorageEngine.Builder builder, ConnectionProvider connections, TransactionManager transactions) {
        super(builder.connectionProvider(connections)
                .transactionManager(transactions)
                .lowestGlobalSequence(LOWEST_INDEX)
                .gapCleaningThreshold(Integer.MAX_VALUE)); // the cleaning goes by time
        this.connections = connections;
        this.transactions = transactions;
    }

    /// Stores the events with the other writes of the command: see {@link GroupedWrites}.
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        GroupedWrites.addAll(appended, events);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        try {
            super.appendEvents(events, serializer);
        } catch (AssertionError e) {
            throw new BrokenConnection(e);
        }
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken after, int batch) {
        return transactions.fetchInTransaction(() -> ScopedValue.where(HIGH_WATER_MARK, highWaterMark(after))
                .call(() -> super.fetchTrackedEvents(after, batch)));
    }

    private long highWaterMark(@Nullable TrackingToken after) {
        if (after instanceof GapAwareTrackingToken token && !token.hasGaps()) {
            return 0;
        }
        try (Connection connection = connections.getConnection()) {
            return highWaterMark.find(connection);
        } catch (SQLException e) {
            throw new JdbcException("the writers of events cannot be read", e);
        }
    }

    /// Rows come in the order of their indexes, including rows that fill gaps: the gaps below a row have been read
    /// too.
    @Override
    protected TrackedEventData<?> getTrackedEventData(ResultSet row, @Nullable GapAwareTrackingToken before)
            throws SQLException {
        long index = row.getLong(schema().globalIndexColumn());
        // Given a token without gaps, Axon compares no times that matter: only its event is used.
        var event = (DomainEventData<?>)
                super.getTrackedEventData(row, GapAwareTrackingToken.newInstance(index - 1, Set.of()));
        return new TrackedDomainEventData<>(before == null ? first(index) : next(before, index), event);
    }

    private static GapAwareTrackingToken first(long index) {
        long from = Math.min(index, Math.max(LOWEST_INDEX, HIGH_WATER_MARK.get() + 1));
        return GapAwareTrackingToken.newInstance(
                index, LongStream.range(from, index).boxed().toList());
    }

    private static GapAwareTrackingToken next(GapAwareTrackingToken before, long index) {
        long behind = Math.max(index, before.getIndex()) - HIGH_WATER_MARK.get() - 1;
        return before.advanceTo(index, Math.clamp(behind, 0, Integer.MAX_VALUE));
    }
}
