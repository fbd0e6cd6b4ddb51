package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.application.listing.MemoryList;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs work on a snapshot of the whole database, and keeps the list from being replaced meanwhile.
final class Snapshots {

    /// Makes the planner read ranges by their index. It cannot see how short the ranges are and would rather read
    /// whole tables: it estimates a range by the first column, which is the same for all memories of a large user.
    private static final String BY_INDEX = """
            select set_config(name, value, true) from (values
                ('enable_seqscan', 'off'), ('enable_bitmapscan', 'off'), ('enable_hashjoin', 'off'),
                ('enable_mergejoin', 'off'), ('max_parallel_workers_per_gather', '0'), ('jit', 'off'))
            as settings (name, value)""";

    private final NamedParameterJdbcTemplate jdbc;
    private final MemoryList list;
    private final TransactionTemplate held;
    private final TransactionTemplate snapshot;

    Snapshots(NamedParameterJdbcTemplate jdbc, MemoryList list, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.list = list;
        this.held = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /// Runs work on one snapshot. The work must be short, because a rebuild waits for it.
    ///
    /// A separate transaction locks the list first. A snapshot that was taken before the wait for that lock could
    /// show the list that was replaced.
    <T> T look(Supplier<T> work) {
        return Objects.requireNonNull(held.execute(_ -> {
            list.lock();
            return snapshot.execute(_ -> {
                jdbc.getJdbcTemplate().queryForList(BY_INDEX);
                return work.get();
            });
        }));
    }
}
