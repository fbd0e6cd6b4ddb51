package io.omne.memory.adapter.postgres.embedding;

import io.omne.events.api.EventLog;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts in cheap ways: the backlog from the partial indexes of the states, and the recent pace from the end of
/// the event store.
@Component
class PostgresEmbeddingStatistics implements EmbeddingStatistics {

    /// The conditions are those of the partial indexes.
    private static final String BACKLOG = """
            select
                (select count(*) from memories where embedding_status = 'pending' and deleted_at is null) as pending,
                (select count(*) from memories where embedding_status = 'processing' and deleted_at is null)
                    as processing,
                (select count(*) from memories where embedding_status = 'failed' and deleted_at is null) as failed,
                (select cast(extract(epoch from now() - min(embedding_due_at)) * 1000 as bigint) from memories
                    where embedding_status = 'pending' and deleted_at is null) as longest_due""";

    /// A row without a time of failure was written by an older version of the server.
    private static final String LAST_FAILURES = """
            select id, coalesce(embedding_due_at, updated_at) as at, embedding_error_code, embedding_error_message,
                embedding_attempts
            from memories where embedding_status = 'failed' and deleted_at is null
            order by embedding_due_at desc
            limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;
    private final EventLog events;

    PostgresEmbeddingStatistics(NamedParameterJdbcTemplate jdbc, EventLog events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public Backlog backlog() {
        return Objects.requireNonNull(jdbc.queryForObject(
                BACKLOG,
                Map.of(),
                (row, _) -> Backlog.of(
                        row.getLong("pending"),
                        row.getLong("processing"),
                        row.getLong("failed"),
                        row.getObject("longest_due", Long.class))));
    }

    @Override
    public Pace pace() {
        return events.pace(MemoryEvent.EmbeddingCompleted.class, MemoryEvent.EmbeddingFailed.class);
    }

    @Override
    public List<Failure> lastFailures(int limit) {
        return jdbc.query(
                LAST_FAILURES,
                Map.of("limit", limit),
                (row, _) -> new Failure(
                        new MemoryId(row.getObject("id", UUID.class)),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        new EmbeddingFailure(
                                Objects.requireNonNull(row.getString("embedding_error_code")),
                                Objects.requireNonNull(row.getString("embedding_error_message"))),
                        row.getInt("embedding_attempts")));
    }
}
