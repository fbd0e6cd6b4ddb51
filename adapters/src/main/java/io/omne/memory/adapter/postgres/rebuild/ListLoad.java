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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.dao.QueryTimeoutException;

/// Loads a list with all memories as of an index of the event store: one session reads the events, memory by
/// memory, and folds them, another takes the rows in bulk. Of the memories that it has passed nothing is kept.
final class ListLoad {

    private static final int FETCH = 500;

    /// The rows that wait to be written: so many parcels, of at most so many memories or characters.
    private static final int PARCELS = 8;

    /// Between two parcels. Who loads looks all the time whether it is to go on.
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final int PARCEL_MEMORIES = 256;
    private static final int PARCEL_CHARACTERS = 1 << 18;

    /// After the last one.
    private static final List<Memory> END = List.of();

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
        var parcels = new ArrayBlockingQueue<List<Memory>>(PARCELS);
        try (var from = LongSession.open(dataSource);
                var to = LongSession.open(dataSource)) {
            LongSession.attend(
                    () -> tally.report(progress),
                    List.of(from, to),
                    () -> read(from.connection(), upTo, new Packer(parcels)),
                    () -> write(to.connection(), table, parcels));
        }
    }

    private @Nullable Void read(Connection connection, long upTo, Packer packer)
            throws SQLException, InterruptedException {
        connection.setAutoCommit(false); // else the driver would fetch all rows at once
        try (var statement = connection.prepareStatement(ReplayedEvents.BY_MEMORY)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1); // payloads come as bytes, not as text
            statement.setFetchSize(FETCH);
            statement.setLong(1, upTo);
            try (var rows = statement.executeQuery()) {
                fold(rows, packer);
            }
        }
        packer.end();
        return null;
    }

    private void fold(ResultSet rows, Packer packer) throws SQLException, InterruptedException {
        String id = "";
        Memory memory = null;
        boolean broken = false;
        while (rows.next()) {
            Stored event = Stored.read(rows, 0);
            if (!event.memory().equals(id)) {
                packer.put(memory);
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
        packer.put(memory);
    }

    private Memory next(@Nullable Memory before, Stored stored) {
        long number = before == null ? 0 : before.counts().sequence();
        if (stored.number() != number) {
            throw new IllegalStateException("event %d is missing".formatted(number + 1));
        }
        MemoryEvent event = events.event(stored);
        return before == null ? Fold.of(List.of(event)) : Fold.next(before, event);
    }

    private static @Nullable Void write(Connection connection, String table, BlockingQueue<List<Memory>> parcels)
            throws SQLException, InterruptedException {
        try (var rows = new BinaryCopy(connection, table)) {
            for (List<Memory> parcel = next(parcels); !parcel.equals(END); parcel = next(parcels)) {
                for (Memory memory : parcel) {
                    rows.add(memory);
                }
            }
            rows.end();
        }
        return null;
    }

    /// The reader may have to sort all events before its first row.
    private static List<Memory> next(BlockingQueue<List<Memory>> parcels) throws InterruptedException {
        List<Memory> parcel = parcels.poll(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        if (parcel == null) {
            throw new QueryTimeoutException("no event was read for " + LONGEST);
        }
        return parcel;
    }

    /// Makes parcels of memories.
    private static final class Packer {

        private final BlockingQueue<List<Memory>> parcels;
        private List<Memory> parcel = new ArrayList<>();
        private int characters;

        Packer(BlockingQueue<List<Memory>> parcels) {
            this.parcels = parcels;
        }

        /// Deleted ones are in no list.
        void put(@Nullable Memory memory) throws InterruptedException {
            if (memory == null || memory.isGone()) {
                return;
            }
            parcel.add(memory);
            characters += memory.content().text().length();
            if (parcel.size() >= PARCEL_MEMORIES || characters >= PARCEL_CHARACTERS) {
                send();
            }
        }

        void end() throws InterruptedException {
            send();
            put(END);
        }

        private void put(List<Memory> parcel) throws InterruptedException {
            if (!parcels.offer(parcel, LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new QueryTimeoutException("no row was written for " + LONGEST);
            }
        }

        private void send() throws InterruptedException {
            if (!parcel.isEmpty()) {
                put(parcel);
                parcel = new ArrayList<>();
                characters = 0;
            }
        }
    }
}
