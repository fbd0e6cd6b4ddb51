package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LockConflicts;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.adapter.postgres.list.ListTables;
import io.omne.memory.adapter.postgres.list.PostgresMemoryList;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/// Replaces the serving list with the next one.
///
/// The schemas are renamed, and no reader waits for it: a running query continues with the old tables, and the next
/// query finds the new ones. The projector waits meanwhile. It continues from its position, and skips the events
/// that the new list already has.
final class ListSwap {

    /// Limits the wait for a lock that is not free, because the projector waits as long.
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '200ms'";

    private static final String LOCK = "select pg_advisory_xact_lock(:lock) is null";

    /// The events of these writes are visible, because they were committed together with them.
    private static final String UNLISTED =
            "create temporary table awaited on commit drop as select user_id, number from unlisted_writes";

    private static final String LISTED = """
            delete from unlisted_writes u using awaited
            where u.user_id = awaited.user_id and u.number = awaited.number and (
                exists (select from memory_list.entries e
                    where e.user_id = u.user_id and e.id = u.id and e.sequence >= u.sequence)
                or exists (select from memories m
                    where m.user_id = u.user_id and m.id = u.id and m.deleted_at is not null))""";

    private static final String[] RENAME = {
        "alter schema " + ListTables.SERVING + " rename to " + NextList.PREVIOUS,
        "alter schema " + NextList.SCHEMA + " rename to " + ListTables.SERVING
    };

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final ListCatchUp catchUp;

    ListSwap(NamedParameterJdbcTemplate jdbc, TransactionTemplate transactions, ListCatchUp catchUp) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.catchUp = catchUp;
    }

    /// @param from the position up to which the next list has all events
    /// @return false if the lock was not free, in which case nothing has changed
    boolean trySwap(long from, Progress progress) {
        return LockConflicts.without(() -> transactions.executeWithoutResult(_ -> swap(from, progress)));
    }

    private void swap(long from, Progress progress) {
        jdbc.getJdbcOperations().execute(LOCK_TIMEOUT);
        jdbc.queryForObject(LOCK, Map.of("lock", PostgresMemoryList.REPLACEMENT_LOCK), Boolean.class);
        jdbc.getJdbcOperations().execute(UNLISTED);
        catchUp.takeRest(from);
        for (String statement : RENAME) {
            jdbc.getJdbcOperations().execute(statement);
        }
        jdbc.update(LISTED, Map.of());
        progress.lock();
    }
}
