package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LongSession;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.postgres.ReplayedEvents;
import io.omne.memory.adapter.postgres.ReplayedEvents.Stored;
import io.omne.memory.domain.Fold;
import io.omne.memory.domain.Memory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/// Loads a list with all memories as of an index of the event store: one session reads the events, memory by
/// memory, and folds them, another takes the rows in bulk. Of the memories that it has passed nothing is kept.
final class ListLoad {

    private static final int FETCH = 500;

    private final DataSource dataSource;
    private final ReplayedEvents events;
    private final RebuildStatistics tally;

    ListLoad(DataSource dataSource, ReplayedEvents events, RebuildStatistics tally) {
        this.dataSource = dataSource;
        this.events = events;
        this.tally = tally;
    }

    /// @param table takes the rows
    /// @param upTo every event up to this index must be there to be read
    void load(String table, long upTo, Progress progress) {
        progress.phase("reading", upTo);
        var parcels = new Parcels();
        try (var from = LongSession.open(dataSource);
                var to = LongSession.open(dataSource)) {
            LongSession.attend(
                    () -> tally.report(progress),
                    List.of(from, to),
                    () -> read(from.connection(), upTo, parcels),
                    () -> write(to.connection(), table, parcels));
        }
    }

    private @Nullable Void read(Connection connection, long upTo, Parcels parcels)
            throws SQLException, InterruptedException {
        connection.setAutoCommit(false); // else the driver would fetch all rows at once
        try (var statement = connection.prepareStatement(ReplayedEvents.BY_MEMORY)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1); // payloads come as bytes, not as text
            statement.setFetchSize(FETCH);
            statement.setLong(1, upTo);
            try (var rows = statement.executeQuery()) {
                fold(rows, parcels);
            }
        }
        parcels.end();
        return null;
    }

    private void fold(ResultSet rows, Parcels parcels) throws SQLException, InterruptedException {
        String id = "";
        Memory memory = null;
        boolean broken = false;
        while (rows.next()) {
            Stored event = Stored.read(rows, 0);
            if (!event.memory().equals(id)) {
                parcels.put(memory);
                id = event.memory();
                memory = null;
                broken = false;
            }
            if (broken) {
                tally.leaveOut();
            } else {
                try {
                    memory = next(memory, event);
                } catch (RuntimeException e) {
                    tally.leaveOut(event, e);
                    broken = true;
                }
            }
            tally.count(1);
        }
        parcels.put(memory);
    }

    private Memory next(@Nullable Memory before, Stored stored) {
        long number = before == null ? 0 : before.counts().sequence();
        if (stored.number() != number) {
            throw new IllegalStateException("event %d is missing".formatted(number + 1));
        }
        MemoryEvent event = events.event(stored);
        return before == null ? Fold.of(List.of(event)) : Fold.next(before, event);
    }

    private static @Nullable Void write(Connection connection, String table, Parcels parcels)
            throws SQLException, InterruptedException {
        try (var rows = new BinaryCopy(connection, table)) {
            for (List<Memory> parcel = parcels.next(); !parcel.isEmpty(); parcel = parcels.next()) {
                for (Memory memory : parcel) {
                    rows.add(memory);
                }
            }
            rows.end();
        }
        return null;
    }
}
