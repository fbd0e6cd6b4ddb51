package io.omne.memory.adapter.postgres.state;

import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// A table with a row for each memory: the state rows, or the entries of a list.
public final class MemoryTable {

    private static final List<String> KEY = List.of("user_id", "id");
    private static final List<String> FIXED = List.of("source", "source_id", "conversation_id", "created_at");
    private static final List<String> EDITED = List.of(
            "content",
            "memory_type",
            "title",
            "tags",
            "metadata",
            "occurred_at",
            "related_memories",
            "superseded_by",
            "updated_at",
            "revision",
            "version");
    private static final List<String> EMBEDDED = List.of(
            "embedding_status",
            "embedding_model",
            "embedding_updated_at",
            "embedding_error_code",
            "embedding_error_message",
            "embedding_attempts",
            "embedding_losses",
            "embedding_claim",
            "embedding_due_at",
            "sequence");

    /// The clock of the instance that makes a memory due now may be ahead of the clock by which the memory is
    /// claimed.
    private static final String DUE_BY_THE_DATABASE =
            "case when :due_now then least(:embedding_due_at, clock_timestamp()) else :embedding_due_at end";

    private final NamedParameterJdbcTemplate jdbc;
    private final boolean isQueue;
    private final String insert;
    private final String edit;
    private final String embed;

    /// @param isQueue whether embeddings are claimed from it
    /// @param more further columns that only this table has; edits write them
    public MemoryTable(NamedParameterJdbcTemplate jdbc, String name, boolean isQueue, String... more) {
        this.jdbc = jdbc;
        this.isQueue = isQueue;
        List<String> edited = Stream.concat(EDITED.stream(), Stream.of(more)).toList();
        this.insert = insert(name, Stream.of(KEY, FIXED, edited, EMBEDDED));
        this.edit = update(name, Stream.of(edited, EMBEDDED));
        this.embed = update(name, Stream.of(EMBEDDED));
    }

    /// A change of a memory's row.
    public record Row(@Nullable Memory before, Memory after) {

        private boolean isNew() {
            return before == null;
        }

        /// Whether more than the embedding has changed. Unchanged content is not written again.
        private boolean isEdit() {
            return before != null
                    && (before.counts().version() != after.counts().version() || before.isGone() != after.isGone());
        }
    }

    /// @return whether every row was still as it was before
    public boolean write(Collection<Row> rows) {
        return batch(insert, rows.stream().filter(Row::isNew))
                && batch(edit, rows.stream().filter(Row::isEdit))
                && batch(embed, rows.stream().filter(row -> !row.isNew() && !row.isEdit()));
    }

    private boolean batch(String sql, Stream<Row> rows) {
        SqlParameterSource[] parameters =
                rows.map(row -> MemoryRow.parameters(row.before(), row.after())).toArray(SqlParameterSource[]::new);
        if (parameters.length > 0) {
            for (int count : jdbc.batchUpdate(sql, parameters)) {
                if (count == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private String insert(String table, Stream<List<String>> groups) {
        List<String> columns = groups.flatMap(List::stream).toList();
        return "insert into %s (%s) values (%s)"
                .formatted(
                        table,
                        String.join(", ", columns),
                        columns.stream().map(this::value).collect(Collectors.joining(", ")));
    }

    private String update(String table, Stream<List<String>> groups) {
        return "update %s set %s where user_id = :user_id and id = :id and sequence = :before"
                .formatted(
                        table,
                        groups.flatMap(List::stream)
                                .map(column -> column + " = " + value(column))
                                .collect(Collectors.joining(", ")));
    }

    private String value(String column) {
        return switch (column) {
            case "metadata" -> ":metadata::json";
            case "embedding_due_at" -> isQueue ? DUE_BY_THE_DATABASE : ":embedding_due_at";
            default -> ":" + column;
        };
    }
}
