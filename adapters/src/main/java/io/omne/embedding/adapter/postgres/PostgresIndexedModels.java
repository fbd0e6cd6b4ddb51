package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.IndexedModels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The table `embedding_models`, and a table of passages for each of them.
@Component
class PostgresIndexedModels implements IndexedModels {

    /// The advisory lock of what is kept: shared by who relies on it, alone for who changes it. The bytes are
    /// "omnemodl".
    private static final long KEPT = 0x6f6d6e656d6f646cL;

    private static final String FIND = """
            select id, provider, model, dimension, state from embedding_models where state in ('serving', 'next')""";

    private static final String ADD = """
            insert into embedding_models (provider, model, dimension, state) values (?, ?, ?, ?)
            returning id, provider, model, dimension, state""";

    private static final String RETIRE =
            "update embedding_models set state = 'retired', retired_at = clock_timestamp() where state = ?";

    private static final String UNUSED = """
            select id, provider, model, dimension, state from embedding_models
            where state = 'retired' and retired_at < ? for update skip locked""";

    private final JdbcOperations jdbc;
    private final TransactionTemplate transaction;

    PostgresIndexedModels(JdbcOperations jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /// The table of a model's passages.
    static String table(IndexedModel model) {
        return "embedding_passages_" + model.id();
    }

    private record Stored(IndexedModel model, String state) {}

    @Override
    public Kept current() {
        return kept(find()).orElseThrow();
    }

    private List<Stored> find() {
        return jdbc.query(FIND, PostgresIndexedModels::read);
    }

    private static Optional<Kept> kept(List<Stored> stored) {
        IndexedModel serving = inState("serving", stored);
        return serving == null ? Optional.empty() : Optional.of(new Kept(serving, inState("next", stored)));
    }

    private static @Nullable IndexedModel inState(String state, List<Stored> stored) {
        return stored.stream()
                .filter(it -> it.state().equals(state))
                .map(Stored::model)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Kept hold() {
        jdbc.queryForObject("select pg_advisory_xact_lock_shared(?) is null", Boolean.class, KEPT);
        return current();
    }

    @Override
    public Kept holdAlone() {
        lockAlone();
        return current();
    }

    private void lockAlone() {
        jdbc.queryForObject("select pg_advisory_xact_lock(?) is null", Boolean.class, KEPT);
    }

    @Override
    public Kept startWith(ModelSpec first) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            lockAlone();
            return kept(find()).orElseGet(() -> new Kept(add(first, "serving"), null));
        }));
    }

    @Override
    public IndexedModel begin(ModelSpec next) {
        return add(next, "next");
    }

    private IndexedModel add(ModelSpec spec, String state) {
        IndexedModel added = Objects.requireNonNull(jdbc.queryForObject(
                        ADD,
                        PostgresIndexedModels::read,
                        spec.provider(),
                        spec.model().value(),
                        spec.dimension(),
                        state))
                .model();
        create(added);
        return added;
    }

    /// The owner comes first in the key, so that a search reads the rows of one user alone and is exact.
    private void create(IndexedModel model) {
        jdbc.execute("""
                create table %s (
                    user_id uuid not null,
                    entry_id uuid not null,
                    passage smallint not null,
                    embedding halfvec(%d) not null,
                    primary key (user_id, entry_id, passage)
                )""".formatted(table(model), model.spec().dimension()));
    }

    @Override
    public void serve(IndexedModel next) {
        jdbc.update(RETIRE, "serving");
        jdbc.update("update embedding_models set state = 'serving' where id = ?", next.id());
    }

    @Override
    public void abandon(IndexedModel next) {
        jdbc.update(RETIRE, "next");
    }

    @Override
    public void dropUnused(Instant since) {
        transaction.executeWithoutResult(_ -> {
            for (Stored unused : jdbc.query(UNUSED, PostgresIndexedModels::read, since.atOffset(ZoneOffset.UTC))) {
                jdbc.execute("drop table " + table(unused.model()));
                jdbc.update(
                        "update embedding_models set state = 'dropped' where id = ?",
                        unused.model().id());
            }
        });
    }

    private static Stored read(ResultSet row, int number) throws SQLException {
        var spec = new ModelSpec(
                Objects.requireNonNull(row.getString("provider")),
                new ModelName(Objects.requireNonNull(row.getString("model"))),
                row.getInt("dimension"));
        return new Stored(new IndexedModel(row.getInt("id"), spec), Objects.requireNonNull(row.getString("state")));
    }
}
