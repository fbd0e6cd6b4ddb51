package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.modelchange.ModelChange;
import io.omne.embedding.application.modelchange.ModelChanges.Task;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;

/// A row of the table `model_changes` with its model.
final class ModelChangeRow {

    static final String FIND = """
            select c.*, m.provider, m.model, m.dimension,
                (select count(*) from model_backlog b where b.model_id = c.model_id and not b.outdated) as rest,
                (select count(*) from model_backlog b
                    where b.model_id = c.model_id and b.due_at = 'infinity' and not b.outdated) as refused
            from model_changes c join embedding_models m on m.id = c.model_id""";

    static final String TASK = """
            select c.*, m.provider, m.model, m.dimension
            from model_changes c join embedding_models m on m.id = c.model_id where not c.paused""";

    private ModelChangeRow() {}

    static Task task(ResultSet row, int number) throws SQLException {
        return new Task(next(row), row.getBoolean("listed"));
    }

    static ModelChange read(ResultSet row, int number) throws SQLException {
        long left = row.getLong("rest");
        long refused = row.getLong("refused");
        return new ModelChange(
                next(row),
                state(row, left, refused),
                row.getLong("done"),
                left,
                refused,
                row.getObject("per_second", Integer.class),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }

    private static IndexedModel next(ResultSet row) throws SQLException {
        return new IndexedModel(
                row.getInt("model_id"),
                new ModelSpec(
                        Objects.requireNonNull(row.getString("provider")),
                        new ModelName(Objects.requireNonNull(row.getString("model"))),
                        row.getInt("dimension")));
    }

    private static ModelChange.State state(ResultSet row, long left, long refused) throws SQLException {
        if (row.getBoolean("paused")) {
            return ModelChange.State.PAUSED;
        }
        if (!row.getBoolean("listed")) {
            return ModelChange.State.LISTING;
        }
        return refused > 0 && refused == left ? ModelChange.State.BLOCKED : ModelChange.State.RUNNING;
    }
}
