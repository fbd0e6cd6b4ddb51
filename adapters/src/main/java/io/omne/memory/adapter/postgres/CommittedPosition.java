package io.omne.memory.adapter.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// How far the event store can be read without missing anything. An event has its index before it is
/// committed, so that one with a lower index may appear after one with a higher.
///
/// Nobody waits for this but its caller: it takes no lock that writers would have to wait for.
public final class CommittedPosition {

    /// Null on a standby, where the locks of writers cannot be seen.
    private static final String HEAD = """
            select case when not pg_is_in_recovery() then coalesce(max(global_index), 0) end from domain_events""";

    /// Whoever has an index holds this lock since before, and until it is committed or given up.
    private static final String WRITERS = """
            select virtualtransaction from pg_locks
            where locktype = 'relation' and relation = 'domain_events'::regclass
            and database = (select oid from pg_database where datname = current_database())
            and mode = 'RowExclusiveLock' and granted""";

    private static final long PAUSE_MILLIS = 5;

    /// Longer than a write transaction of the server may take, see `application.yaml`. Whoever writes longer came
    /// by another way.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final NamedParameterJdbcTemplate jdbc;

    public CommittedPosition(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Waits for the writers that are under way: as long as a write transaction may take, see
    /// `application.yaml`.
    ///
    /// @param look called while waiting; fails when there is no more need to
    /// @return an index up to which every event that there will ever be is there
    /// @throws QueryTimeoutException when a writer takes longer than any of the server's
    /// @throws TransientDataAccessResourceException on a standby that still replays
    public long find(Runnable look) {
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
        }
    }
}
