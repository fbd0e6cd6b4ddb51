package io.omne.events.adapter.axon;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The high-water mark of the event store: an event at or below this position that cannot be seen now never will
/// be. It is found by the transactions that write, without a comparison of times.
///
/// A transaction takes a lock on the table before it gets a position, and holds it until it is committed or rolled
/// back. So the highest position that can be seen is the mark as soon as all transactions have ended that held the
/// lock just after that position was read.
///
/// A standby that still replays shows no locks, so there is no mark.
///
/// Each look at the locks is one short statement. The mark of a server is discarded when another server answers: a
/// standby that was promoted may give positions out again.
final class HighWaterMark {

    /// The snapshot for the highest position is taken before the locks are read.
    private static final String LOOK = """
            select cast(pg_postmaster_start_time() as text) as server,
                (select case when pg_is_in_recovery() then 0 else coalesce(max(global_index), 0) end
                    from domain_events) as head,
                array(select virtualtransaction from pg_locks
                    where locktype = 'relation' and relation = 'domain_events'::regclass
                    and database = (select oid from pg_database where datname = current_database())
                    and mode = 'RowExclusiveLock' and granted) as writers""";

    /// Gaps cost little, so the mark need not be the latest.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicReference<@Nullable Seen> last = new AtomicReference<>();

    /// @param head the next mark, once all of `writers` have ended: the transactions that held the lock when it was
    ///     read
    private record Seen(String server, long mark, long head, Set<String> writers, long nanos) {

        static Seen read(ResultSet row) throws SQLException {
            Set<String> writers = Set.of((String[]) row.getArray("writers").getArray());
            long head = row.getLong("head");
            return new Seen(row.getString("server"), writers.isEmpty() ? head : 0, head, writers, System.nanoTime());
        }

        Seen then(Seen next) {
            if (!next.server.equals(server)) {
                return next;
            }
            var left = new HashSet<>(writers);
            left.retainAll(next.writers);
            return left.isEmpty()
                    ? new Seen(server, Math.max(head, next.mark), next.head, next.writers, next.nanos)
                    : new Seen(server, mark, head, left, next.nanos);
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < PAUSE.toNanos();
        }
    }

    /// The high-water mark of the server that the connection leads to, for later reads on that connection; 0 if the
    /// mark is not known yet, or was requested just before.
    ///
    /// It was the mark before this transaction began, so it is valid at any isolation level.
    long find(Connection connection) throws SQLException {
        Seen before = last.get();
        if (before != null && before.isFresh()) {
            return 0;
        }
        Seen now = look(connection);
        if (before == null) {
            last.compareAndSet(null, now);
            return 0;
        }
        last.compareAndSet(before, before.then(now));
        return now.server.equals(before.server) ? before.mark : 0;
    }

    private static Seen look(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOOK);
                ResultSet row = select.executeQuery()) {
            row.next();
            return Seen.read(row);
        }
    }
}
