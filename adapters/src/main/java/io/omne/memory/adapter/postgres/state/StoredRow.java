package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.domain.Memory;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// A row of `memories` or of the list as it is stored, whether or not it is a valid memory.
///
/// @param columns values by the name of their column; times as `Instant`, arrays as lists, JSON as text
public record StoredRow(Map<String, @Nullable Object> columns) {

    public static final String DUE = "embedding_due_at";

    public static StoredRow read(ResultSet row, int number) throws SQLException {
        ResultSetMetaData about = row.getMetaData();
        var columns = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.put(about.getColumnName(i), value(row, i, about.getColumnTypeName(i)));
        }
        return new StoredRow(columns);
    }

    private static @Nullable Object value(ResultSet row, int column, String type) throws SQLException {
        return switch (type) {
            case "timestamptz" -> plain(row.getObject(column, OffsetDateTime.class));
            case "_text", "_uuid" -> plain(row.getArray(column).getArray());
            case "json" -> row.getString(column);
            default -> row.getObject(column);
        };
    }

    /// The row that the memory must have.
    public static StoredRow of(Memory memory) {
        SqlParameterSource parameters = MemoryRow.parameters(null, memory);
        var columns = new LinkedHashMap<String, @Nullable Object>();
        for (String name : Objects.requireNonNull(parameters.getParameterNames())) {
            columns.put(name, plain(parameters.getValue(name)));
        }
        columns.remove("before");
        columns.remove("due_now");
        return new StoredRow(columns);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case OffsetDateTime time -> time.toInstant();
            case Object[] array -> Arrays.asList(array);
            case null, default -> value;
        };
    }

    public MemoryKey key() {
        return new MemoryKey(new UserId((UUID) present("user_id")), new MemoryId((UUID) present("id")));
    }

    public long sequence() {
        return (Long) present("sequence");
    }

    public boolean isGone() {
        return columns.get("deleted_at") != null;
    }

    /// Whether its embedding has this status.
    public boolean is(String status) {
        return status.equals(columns.get("embedding_status"));
    }

    /// Whether no attempt at its embedding has failed, so that there is no pause before the next.
    public boolean isDueNow() {
        return Integer.valueOf(0).equals(columns.get("embedding_attempts"));
    }

    @Nullable
    public Instant due() {
        return (Instant) columns.get(DUE);
    }

    private Object present(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }
}
