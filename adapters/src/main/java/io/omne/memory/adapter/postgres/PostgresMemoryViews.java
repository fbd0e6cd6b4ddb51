package io.omne.memory.adapter.postgres;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.application.ListMemories;
import io.omne.memory.application.MemoryPage;
import io.omne.memory.application.MemoryView;
import io.omne.memory.application.MemoryViews;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Views of memories over R2DBC. They are cached, so what they are read from must not lag behind the writes.
@Component
class PostgresMemoryViews implements MemoryViews {

    private static final String FIND =
            "select * from memories where user_id = :user_id and id = :id and deleted_at is null";

    private static final String PAGE = """
            select * from memories where user_id = :user_id and deleted_at is null
            order by created_at desc, id desc limit :limit offset :offset""";

    private static final String COUNT = "select count(*) from memories where user_id = :user_id and deleted_at is null";

    /// Longer than the server's own `statement_timeout`, for a server that does not answer at all.
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final DatabaseClient database;

    PostgresMemoryViews(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<MemoryView> find(MemoryKey key) {
        return database.sql(FIND)
                .bind("user_id", key.owner().value())
                .bind("id", key.id().value())
                .map(PostgresMemoryViews::view)
                .one()
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, PostgresMemoryViews::tooSlow);
    }

    @Override
    public Mono<MemoryPage> list(ListMemories query) {
        UUID owner = query.owner().value();
        Mono<List<MemoryView>> page = database.sql(PAGE)
                .bind("user_id", owner)
                .bind("limit", query.perPage())
                .bind("offset", query.offset())
                .map(PostgresMemoryViews::view)
                .all()
                .collectList();
        Mono<Long> total =
                database.sql(COUNT).bind("user_id", owner).mapValue(Long.class).one();
        return Mono.zip(page, total, MemoryPage::new)
                .timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, PostgresMemoryViews::tooSlow);
    }

    private static QueryTimeoutException tooSlow(TimeoutException timeout) {
        return new QueryTimeoutException("PostgreSQL did not answer", timeout);
    }

    private static MemoryView view(Readable row) {
        return new MemoryView(
                get(row, "id", UUID.class),
                get(row, "user_id", UUID.class),
                get(row, "content", String.class),
                MemoryRow.value(MemoryType.class, get(row, "memory_type", String.class)),
                MemoryRow.value(MemorySource.class, get(row, "source", String.class)),
                row.get("source_id", String.class),
                row.get("title", String.class),
                List.of(get(row, "tags", String[].class)),
                MetadataJson.read(get(row, "metadata", String.class)),
                MemoryRow.value(EmbeddingStatus.class, get(row, "embedding_status", String.class)),
                row.get("embedding_model", String.class),
                optionalTime(row, "embedding_updated_at"),
                failure(row),
                time(row, "created_at"),
                time(row, "updated_at"),
                time(row, "accessed_at"),
                List.of(),
                row.get("conversation_id", UUID.class),
                get(row, "version", Integer.class),
                get(row, "sequence", Long.class));
    }

    private static @Nullable EmbeddingFailure failure(Readable row) {
        String code = row.get("embedding_error_code", String.class);
        return code == null ? null : new EmbeddingFailure(code, get(row, "embedding_error_message", String.class));
    }

    private static <T> T get(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static Instant time(Readable row, String column) {
        return Objects.requireNonNull(optionalTime(row, column), column);
    }

    private static @Nullable Instant optionalTime(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
