package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LongSession;
import io.omne.events.adapter.postgres.EventScan;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryEvent;
import io.omne.memory.domain.Memory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Loads a list with all memories as of a position. One session reads the events, memory by memory, and folds them;
/// another writes the rows in bulk. A memory that was passed on is not kept.
final class ListLoad {

    private final DataSource dataSource;
    private final EventScan events;
    private final RebuildStatistics tally;

    ListLoad(DataSource dataSource, EventScan events, RebuildStatistics tally) {
        this.dataSource = dataSource;
        this.events = events;
        this.tally = tally;
    }

    /// @param table the table that the rows are written to
    /// @param upTo the position; all events up to it must be visible
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
        var fold = new LoadedMemory(parcels, tally);
        events.read(connection, MemoryEvent.AGGREGATE_TYPE, upTo, fold);
        fold.end();
        parcels.end();
        return null;
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
