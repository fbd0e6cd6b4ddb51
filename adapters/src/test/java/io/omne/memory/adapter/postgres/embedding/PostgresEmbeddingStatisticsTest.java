package io.omne.memory.adapter.postgres.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.events.adapter.postgres.TestEventLog;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.application.embedding.EmbeddingStatistics.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class PostgresEmbeddingStatisticsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private final JdbcTemplate sql;
    private final PostgresEmbeddingStatistics figures;

    PostgresEmbeddingStatisticsTest() {
        sql = new JdbcTemplate(database.dataSource());
        var jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        figures = new PostgresEmbeddingStatistics(jdbc, TestEventLog.of(jdbc));
    }

    @BeforeEach
    void clear() {
        sql.update("delete from memories");
        sql.update("delete from domain_events");
    }

    private UUID store(String status, @Nullable Instant dueAt) {
        UUID id = UUID.randomUUID();
        sql.update("""
                insert into memories (user_id, id, content, memory_type, source, tags, metadata, embedding_status,
                    embedding_error_code, embedding_error_message, embedding_attempts, embedding_due_at, created_at,
                    updated_at, revision, version, sequence)
                values (gen_random_uuid(), ?, 'x', 'note', 'manual', '{}', '{}', ?, 'model_unavailable',
                    'The model gave no answer.', 4, ?, ?, ?, 1, 1, 1)""", id, status, MemoryRow.at(dueAt), MemoryRow.at(NOON), MemoryRow.at(NOON));
        return id;
    }

    private void happened(Class<? extends MemoryEvent> event, Instant at) {
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid(), gen_random_uuid(), 0, 'Memory', ?, ?, '', '')""", at.toString(), event.getName());
    }

    @Test
    void countWhatIsNotCompleted() {
        store("pending", NOON);
        store("pending", Instant.now().plusSeconds(600));
        store("processing", NOON);
        store("completed", null);
        store("failed", NOON);
        sql.update(
                "update memories set deleted_at = now() where id in (?, ?)",
                store("pending", NOON),
                store("failed", NOON));

        Backlog backlog = figures.backlog();

        assertThat(backlog.pending()).isEqualTo(2);
        assertThat(backlog.processing()).isEqualTo(1);
        assertThat(backlog.failed()).isEqualTo(1);
        assertThat(backlog.longestDue())
                .isBetween(Duration.ZERO, Duration.between(NOON, Instant.now().plusSeconds(60)))
                .isGreaterThan(Duration.between(NOON, Instant.now().minusSeconds(60)));
    }

    @Test
    void sayThatNothingIsPending() {
        store("processing", NOON);

        assertThat(figures.backlog()).isEqualTo(new Backlog(0, 1, 0, null));
    }

    @Test
    void sayThatNothingIsDue() {
        store("pending", Instant.now().plusSeconds(600));

        assertThat(figures.backlog()).isEqualTo(new Backlog(1, 0, 0, Duration.ZERO));
    }

    @Test
    void countWhatHappenedInTheLastMinutes() {
        Instant now = Instant.now();
        happened(MemoryEvent.EmbeddingCompleted.class, now.minusSeconds(600));
        happened(MemoryEvent.EmbeddingCompleted.class, now.minusSeconds(60));
        happened(MemoryEvent.EmbeddingCompleted.class, now);
        happened(MemoryEvent.EmbeddingPostponed.class, now);
        happened(MemoryEvent.EmbeddingFailed.class, now);

        assertThat(figures.pace()).isEqualTo(new Pace(2, 1, Duration.ofMinutes(5)));
    }

    @Test
    void lookLessFarBackWhereMuchHappened() {
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                select gen_random_uuid(), gen_random_uuid(), 0, 'Memory',
                    to_char((now() - interval '30 seconds') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                    ?, '', '' from generate_series(1, 50100)""", MemoryEvent.EmbeddingCompleted.class.getName());

        Pace pace = figures.pace();

        assertThat(pace.completed()).isEqualTo(50_000);
        assertThat(pace.window()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(120));
    }

    @Test
    void showTheLastFailuresFirst() {
        store("failed", NOON);
        UUID last = store("failed", NOON.plusSeconds(2));
        UUID before = store("failed", NOON.plusSeconds(1));
        store("pending", NOON.plusSeconds(9));

        assertThat(figures.lastFailures(2))
                .extracting(it -> it.memory().value())
                .containsExactly(last, before);
        assertThat(figures.lastFailures(1))
                .first()
                .extracting(Failure::at, Failure::failure, Failure::attempts)
                .containsExactly(
                        NOON.plusSeconds(2), new EmbeddingFailure("model_unavailable", "The model gave no answer."), 4);
    }

    @Test
    void takeTheLastEditForTheTimeOfAFailureThatHasNone() {
        store("failed", null);

        assertThat(figures.lastFailures(1)).extracting(Failure::at).containsExactly(NOON);
    }
}
