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

/// The index up to which the event store is settled: an event at or below it that cannot be seen now never
/// will be. It is found by who writes, and compares no times.
///
/// Whoever has been given an index holds a lock on the table since before, and until it has committed or
/// rolled back. So the highest index that can be seen is settled once everybody who held that lock
/// just after is done.
///
/// A standby that still replays shows no locks, so nothing is settled there.
///
/// Each look at the locks is one short statement. What a server was seen to have settled is forgotten when
/// another answers: a standby that was promoted may give indexes out again.
final class HighWaterMark {

    /// The snapshot for the highest index is taken before the locks are read.
    private static final String LOOK = """
            select cast(pg_postmaster_start_time() as text) as server,
                (select case when pg_is_in_recovery() then 0 else coalesce(max(global_index), 0) end
                    from domain_events) as head,
                array(select virtualtransaction from pg_locks
                    where locktype = 'relation' and relation = 'domain_events'::regclass
                    and database = (select oid from pg_database where datname = current_database())
                    and mode = 'RowExclusiveLock' and granted) as writers""";

    /// Gaps cost little, so they need not be given up at once.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final AtomicReference<@Nullable Seen> last = new AtomicReference<>();

    /// @param head settled when `writers`, who were seen at it, are done
    private record Seen(String server, long settled, long head, Set<String> writers, long nanos) {

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
                    ? new Seen(server, Math.max(head, next.settled), next.head, next.writers, next.nanos)
                    : new Seen(server, settled, head, left, next.nanos);
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < PAUSE.toNanos();
        }
    }

    /// The settled index of the server at the other end of the connection, for what is read there afterwards;
    /// 0 where it is not known yet, or was asked for only just now.
    ///
    /// It was settled before this transaction began: so it holds whatever the isolation level is.
    long settled(Connection connection) throws SQLException {
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
        return now.server.equals(before.server) ? before.settled : 0;
    }

    private static Seen look(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOOK);
                ResultSet row = select.executeQuery()) {
            row.next();
            return Seen.read(row);
        }
    }
}
