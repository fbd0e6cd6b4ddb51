package io.omne.conversations.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationEvent.ExtractionCompleted;
import io.omne.conversations.ConversationEvent.ExtractionFailed;
import io.omne.conversations.ConversationEvent.ExtractionPostponed;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.application.administration.ExtractionStatistics.ErrorCount;
import io.omne.conversations.application.administration.ExtractionStatistics.Failure;
import io.omne.events.adapter.postgres.TestEventLog;
import io.omne.jobs.Backlog;
import io.omne.jobs.Pace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class PostgresExtractionStatisticsTest {

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
    private final PostgresExtractionStatistics figures;

    PostgresExtractionStatisticsTest() {
        sql = new JdbcTemplate(database.dataSource());
        var jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        figures = new PostgresExtractionStatistics(jdbc, TestEventLog.of(jdbc));
    }

    @BeforeEach
    void clear() {
        sql.update("delete from conversations");
        sql.update("delete from domain_events");
    }

    private UUID store(String status, @Nullable Instant at, @Nullable String code) {
        UUID id = UUID.randomUUID();
        sql.update(
                """
                insert into conversations (user_id, id, extraction_status, extraction_at, extraction_attempts,
                    extraction_error_code, extraction_error_message, sequence)
                values (gen_random_uuid(), ?, ?, ?, 6, ?, ?, 1)""",
                id,
                status,
                at == null ? null : at.atOffset(ZoneOffset.UTC),
                code,
                code == null ? null : "The extractor failed.");
        return id;
    }

    private void happened(Class<? extends ConversationEvent> event, Instant at) {
        sql.update("""
                insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type, time_stamp,
                    payload_type, payload, meta_data)
                values (gen_random_uuid(), gen_random_uuid(), 0, 'Conversation', ?, ?, '', '')""", at.toString(), event.getName());
    }

    @Test
    void countWhatIsNotCompleted() {
        store("pending", NOON, null);
        store("pending", Instant.now().plusSeconds(600), "extractor_fault");
        store("processing", NOON.minusSeconds(3600), null);
        store("completed", NOON, null);
        store("failed", NOON, "extractor_fault");
        sql.update(
                "insert into conversations (user_id, id, sequence) values (gen_random_uuid(), gen_random_uuid(), 1)");

        Backlog backlog = figures.backlog();

        assertThat(backlog.pending()).isEqualTo(2);
        assertThat(backlog.processing()).isEqualTo(1);
        assertThat(backlog.failed()).isEqualTo(1);
        assertThat(backlog.longestDue())
                .isBetween(
                        Duration.between(NOON, Instant.now().minusSeconds(60)),
                        Duration.between(NOON, Instant.now().plusSeconds(60)));
    }

    @Test
    void sayThatNothingIsPendingOrDue() {
        assertThat(figures.backlog()).isEqualTo(new Backlog(0, 0, 0, null));

        store("pending", Instant.now().plusSeconds(600), null);

        assertThat(figures.backlog()).isEqualTo(new Backlog(1, 0, 0, Duration.ZERO));
    }

    @Test
    void countWhatHappenedInTheLastMinutes() {
        Instant now = Instant.now();
        happened(ExtractionCompleted.class, now.minusSeconds(600));
        happened(ExtractionCompleted.class, now.minusSeconds(60));
        happened(ExtractionCompleted.class, now);
        happened(ExtractionPostponed.class, now);
        happened(ExtractionFailed.class, now);

        assertThat(figures.pace()).isEqualTo(new Pace(2, 1, Duration.ofMinutes(5)));
    }

    @Test
    void countWhyConversationsAreFailed() {
        store("failed", NOON, "extractor_fault");
        store("failed", NOON, "instance_lost");
        store("failed", NOON, "extractor_fault");
        store("pending", NOON, "rate_limited");

        assertThat(figures.errors(20))
                .containsExactly(new ErrorCount("extractor_fault", 2), new ErrorCount("instance_lost", 1));
        assertThat(figures.errors(1)).hasSize(1);
    }

    @Test
    void showTheLastFailuresFirst() {
        store("failed", NOON, "extractor_fault");
        UUID last = store("failed", NOON.plusSeconds(2), "extractor_fault");
        UUID before = store("failed", NOON.plusSeconds(1), "extractor_fault");
        store("pending", NOON.plusSeconds(9), "extractor_fault");

        assertThat(figures.lastFailures(2)).extracting(Failure::conversation).containsExactly(last, before);
        assertThat(figures.lastFailures(1))
                .containsExactly(new Failure(
                        last,
                        NOON.plusSeconds(2),
                        new ExtractionFailure("extractor_fault", "The extractor failed."),
                        6));
    }
}
