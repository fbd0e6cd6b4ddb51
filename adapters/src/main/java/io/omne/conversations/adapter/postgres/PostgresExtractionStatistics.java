package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.application.administration.ExtractionStatistics;
import io.omne.events.api.EventLog;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts in cheap ways: the backlog from the partial indexes of the states, which have all columns that
/// it needs, and the recent pace from the end of the event store.
@Component
class PostgresExtractionStatistics implements ExtractionStatistics {

    private static final String BACKLOG = """
            select
                count(*) filter (where extraction_status = 'pending') as pending,
                count(*) filter (where extraction_status = 'processing') as processing,
                (select count(*) from conversations where extraction_status = 'failed') as failed,
                cast(extract(epoch from now() - min(extraction_at) filter (where extraction_status = 'pending')) * 1000
                    as bigint) as longest_due
            from conversations where extraction_status in ('pending', 'processing')""";

    private static final String ERRORS = """
            select extraction_error_code as code, count(*) as count from conversations
            where extraction_status = 'failed'
            group by extraction_error_code order by count desc, code limit :limit""";

    private static final String LAST_FAILURES = """
            select id, extraction_at, extraction_error_code, extraction_error_message, extraction_attempts
            from conversations where extraction_status = 'failed'
            order by extraction_at desc limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;
    private final EventLog events;

    PostgresExtractionStatistics(NamedParameterJdbcTemplate jdbc, EventLog events) {
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
        return events.pace(ExtractionCompleted.class, ExtractionFailed.class);
    }

    @Override
    public List<ErrorCount> errors(int limit) {
        return jdbc.query(
                ERRORS,
                Map.of("limit", limit),
                (row, _) -> new ErrorCount(Objects.requireNonNull(row.getString("code")), row.getLong("count")));
    }

    @Override
    public List<Failure> lastFailures(int limit) {
        return jdbc.query(
                LAST_FAILURES,
                Map.of("limit", limit),
                (row, _) -> new Failure(
                        row.getObject("id", UUID.class),
                        row.getObject("extraction_at", OffsetDateTime.class).toInstant(),
                        Objects.requireNonNull(ConversationRows.failure(row)),
                        row.getInt("extraction_attempts")));
    }
}
