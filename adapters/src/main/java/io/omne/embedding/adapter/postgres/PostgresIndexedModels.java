package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.adapter.postgres.EmbeddingModelRows.Row;
import io.omne.embedding.api.IndexedModels;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores models as rows of the table `embedding_models`, each with a table of passages.
@Component
class PostgresIndexedModels implements IndexedModels {

    /// The advisory lock of the models in use: shared for a transaction that uses them, exclusive for one that
    /// changes them. The bytes are "omnemodl".
    private static final long KEPT = 0x6f6d6e656d6f646cL;

    private final JdbcOperations jdbc;
    private final EmbeddingModelRows rows;
    private final PassageTables tables;
    private final TransactionTemplate transaction;

    PostgresIndexedModels(JdbcOperations jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.rows = new EmbeddingModelRows(jdbc);
        this.tables = new PassageTables(jdbc);
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Snapshot current() {
        return kept(rows.inUse()).orElseThrow();
    }

    private static Optional<Snapshot> kept(List<Row> stored) {
        IndexedModel serving = inState("serving", stored);
        return serving == null ? Optional.empty() : Optional.of(new Snapshot(serving, inState("next", stored)));
    }

    private static @Nullable IndexedModel inState(String state, List<Row> stored) {
        return stored.stream()
                .filter(it -> it.state().equals(state))
                .map(Row::model)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Snapshot lock() {
        jdbc.queryForObject("select pg_advisory_xact_lock_shared(?) is null", Boolean.class, KEPT);
        return current();
    }

    @Override
    public Snapshot lockExclusively() {
        lockAlone();
        return current();
    }

    private void lockAlone() {
        jdbc.queryForObject("select pg_advisory_xact_lock(?) is null", Boolean.class, KEPT);
    }

    @Override
    public Snapshot startWith(ModelSpec first) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            lockAlone();
            return kept(rows.inUse()).orElseGet(() -> new Snapshot(add(first, "serving"), null));
        }));
    }

    @Override
    public IndexedModel begin(ModelSpec next) {
        return add(next, "next");
    }

    private IndexedModel add(ModelSpec spec, String state) {
        IndexedModel added = rows.add(spec, state);
        tables.create(added);
        return added;
    }

    @Override
    public void serve(IndexedModel next) {
        rows.retire("serving");
        rows.move(next, "serving");
    }

    @Override
    public void abandon(IndexedModel next) {
        rows.retire("next");
    }

    @Override
    public void dropUnused(Instant since) {
        transaction.executeWithoutResult(_ -> {
            for (IndexedModel unused : rows.retiredBefore(since)) {
                tables.drop(unused);
                rows.move(unused, "dropped");
            }
        });
    }
}
