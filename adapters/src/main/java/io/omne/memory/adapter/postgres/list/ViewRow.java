package io.omne.memory.adapter.postgres.list;

import io.omne.database.adapter.postgres.StoredTime;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.MetadataJson;
import io.omne.memory.api.MemoryView;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Converts a row that R2DBC read to a view, the memory as its owner sees it.
final class ViewRow {

    /// The columns of a view, except `accessed_at` and `related_memories`, from a table with the alias `e`. They are
    /// named one by one, so that a new column does not break statements that a connection has prepared. A completed
    /// memory has vectors of the serving model, so that model is shown, whichever model completed it.
    static final String COLUMNS = """
            e.user_id, e.id, e.content, e.memory_type, e.source, e.source_id, e.title, e.tags, e.metadata,
            e.conversation_id, e.occurred_at, e.superseded_by, e.embedding_status,
            case e.embedding_status when 'completed' then coalesce(
                (select i.model from serving_model i), e.embedding_model)
            end as embedding_model,
            case e.embedding_status when 'completed' then
                (select i.id from serving_model i)
            end as embedding_model_id, e.embedding_updated_at,
            e.embedding_error_code, e.embedding_error_message, e.created_at, e.updated_at, e.version,
            e.sequence""";

    /// The related memories that a table still has, in their order.
    ///
    /// @param exists condition that the memory with the id `r.id` exists
    static String related(String exists) {
        return """
                case when e.related_memories = '{}' then e.related_memories else array(
                    select r.id from unnest(e.related_memories) with ordinality as r (id, number)
                    where %s order by r.number) end as related_memories""".formatted(exists);
    }

    private ViewRow() {}

    static MemoryView read(Readable row) {
        return new MemoryView(
                get(row, "id", UUID.class),
                get(row, "user_id", UUID.class),
                get(row, "content", String.class),
                MemoryRow.value(MemoryType.class, get(row, "memory_type", String.class)),
                MemoryRow.value(MemorySource.class, get(row, "source", String.class)),
                row.get("source_id", String.class),
                row.get("title", String.class),
                List.of(get(row, "tags", String[].class)),
                MetadataJson.read(get(row, "metadata", String.class)).values(),
                MemoryRow.value(EmbeddingStatus.class, get(row, "embedding_status", String.class)),
                row.get("embedding_model", String.class),
                row.get("embedding_model_id", Integer.class),
                optionalTime(row, "embedding_updated_at"),
                failure(row),
                optionalTime(row, "occurred_at"),
                time(row, "created_at"),
                time(row, "updated_at"),
                time(row, "accessed_at"),
                List.of(get(row, "related_memories", UUID[].class)),
                row.get("conversation_id", UUID.class),
                row.get("superseded_by", UUID.class),
                get(row, "version", Integer.class),
                get(row, "sequence", Long.class));
    }

    static Instant time(Readable row, String column) {
        return Objects.requireNonNull(optionalTime(row, column), column);
    }

    private static @Nullable EmbeddingFailure failure(Readable row) {
        String code = row.get("embedding_error_code", String.class);
        return code == null ? null : new EmbeddingFailure(code, get(row, "embedding_error_message", String.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static @Nullable Instant optionalTime(Readable row, String column) {
        StoredTime time = row.get(column, StoredTime.class);
        return time == null ? null : time.instant();
    }
}
