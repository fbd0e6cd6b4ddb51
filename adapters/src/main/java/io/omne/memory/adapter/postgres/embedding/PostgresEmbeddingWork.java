package io.omne.memory.adapter.postgres.embedding;

import io.omne.memory.application.embedding.EmbeddingWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Uses the conditions by which the queue is read.
@Component
class PostgresEmbeddingWork implements EmbeddingWork {

    private static final String LOOK = """
            select
                exists (select from memories where embedding_status = 'pending' and deleted_at is null
                    and embedding_due_at <= clock_timestamp())
                or exists (select from model_change_work) as due,
                exists (select from memories where embedding_status = 'processing' and deleted_at is null
                    and embedding_due_at <= clock_timestamp()) as expired,
                cast(extract(epoch from least(
                    (select min(embedding_due_at) from memories
                        where embedding_status = 'pending' and deleted_at is null),
                    (select min(embedding_due_at) from memories
                        where embedding_status = 'processing' and deleted_at is null))
                    - clock_timestamp()) * 1000 as bigint) as until_next""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresEmbeddingWork(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Found look() {
        return Objects.requireNonNull(jdbc.queryForObject(LOOK, Map.of(), (row, _) -> found(row)));
    }

    private static Found found(ResultSet row) throws SQLException {
        Long millis = row.getObject("until_next", Long.class);
        return new Found(
                row.getBoolean("due"),
                row.getBoolean("expired"),
                millis == null ? null : Duration.ofMillis(Math.max(0, millis)));
    }
}
