package io.omne.events.adapter.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Finds a high-water mark by waiting for the transactions that write events. It takes no lock that these
/// transactions would have to wait for.
final class CommittedPosition {

    /// Null on a standby, on which the locks of writers cannot be seen.
    private static final String HEAD = """
            select case when not pg_is_in_recovery() then coalesce(max(global_index), 0) end from domain_events""";

    /// A transaction takes this lock before it gets a position, and holds it until it is committed or rolled back.
    private static final String WRITERS = """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'domain_events'::regclass
            and database = (select oid from pg_database where datname = current_database())
            and mode = 'RowExclusiveLock' and granted""";

    private static final long PAUSE_MILLIS = 5;

    /// Longer than a write transaction of the server may take, see `application.yaml`. A transaction that takes
    /// longer is not the server's.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final NamedParameterJdbcTemplate jdbc;

    CommittedPosition(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Waits for the transactions that are writing now, for as long as a write transaction may take, see
    /// `application.yaml`.
    ///
    /// @param look called while waiting; its exceptions end the wait
    /// @throws QueryTimeoutException if a transaction writes for longer than one of the server may take
    /// @throws TransientDataAccessResourceException on a standby that still replays
    /// @throws CancellationException if the thread is interrupted
    long find(Runnable look) {
        long began = System.nanoTime();
        Long head = jdbc.queryForObject(HEAD, Map.of(), Long.class);
        if (head == null) {
            throw new TransientDataAccessResourceException("a standby does not say who writes events");
        }
        List<String> writers = writers();
        while (!writers.isEmpty()) {
            look.run();
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new QueryTimeoutException("a transaction has been writing events for more than " + LONGEST);
            }
            pause();
            writers.retainAll(writers());
        }
        return head;
    }

    private List<String> writers() {
        return jdbc.query(WRITERS, (row, _) -> Objects.requireNonNull(row.getString(1)));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the instance is stopping");
        }
    }
}
