package io.omne.embedding.adapter.postgres;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcOperations;

/// Reads and writes the table `embedding_models`, in the current transaction.
final class EmbeddingModelRows {

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

    EmbeddingModelRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    record Row(IndexedModel model, String state) {}

    /// The models that are `serving` or `next`.
    List<Row> inUse() {
        return jdbc.query(FIND, EmbeddingModelRows::read);
    }

    IndexedModel add(ModelSpec spec, String state) {
        return Objects.requireNonNull(jdbc.queryForObject(
                        ADD,
                        EmbeddingModelRows::read,
                        spec.provider(),
                        spec.model().value(),
                        spec.dimension(),
                        state))
                .model();
    }

    /// Retires the model that is in this state.
    void retire(String state) {
        jdbc.update(RETIRE, state);
    }

    void move(IndexedModel model, String state) {
        jdbc.update("update embedding_models set state = ? where id = ?", state, model.id());
    }

    /// The models that were retired before this time. Locks their rows.
    List<IndexedModel> retiredBefore(Instant time) {
        return jdbc.query(UNUSED, EmbeddingModelRows::read, time.atOffset(ZoneOffset.UTC)).stream()
                .map(Row::model)
                .toList();
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        var spec = new ModelSpec(
                Objects.requireNonNull(row.getString("provider")),
                new ModelName(Objects.requireNonNull(row.getString("model"))),
                row.getInt("dimension"));
        return new Row(new IndexedModel(row.getInt("id"), spec), Objects.requireNonNull(row.getString("state")));
    }
}
