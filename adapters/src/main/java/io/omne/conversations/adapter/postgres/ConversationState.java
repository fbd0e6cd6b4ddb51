package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Conversation.Deletion;
import io.omne.conversations.domain.Extraction;
import io.omne.conversations.domain.Extraction.Completed;
import io.omne.conversations.domain.Extraction.Failed;
import io.omne.conversations.domain.Extraction.NotBegun;
import io.omne.conversations.domain.Extraction.Pending;
import io.omne.conversations.domain.Extraction.Processing;
import io.omne.memory.Title;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// Converts conversations to rows of the table `conversations`, and back.
final class ConversationState {

    private ConversationState() {}

    /// Every column of the row.
    static MapSqlParameterSource parameters(Conversation it) {
        Title title = it.title();
        Deletion deletion = it.deletion();
        var row = new MapSqlParameterSource()
                .addValue("user_id", it.key().owner().value())
                .addValue("id", it.key().id())
                .addValue("title", title == null ? null : title.text())
                .addValue("keeps_extracted", deletion == null ? null : deletion.keepsExtracted())
                .addValue("deletion_asked_at", deletion == null ? null : at(deletion.askedAt()))
                .addValue("deletions", it.deletions())
                .addValue("sequence", it.sequence());
        addExtraction(row, it.extraction());
        return row;
    }

    private static void addExtraction(MapSqlParameterSource row, Extraction extraction) {
        add(row, null, 0, 0, null, 0);
        addFailure(row, null);
        addClaim(row, null, null);
        switch (extraction) {
            case NotBegun _ -> {
                // All columns are empty.
            }
            case Pending it -> {
                add(row, ExtractionStatus.PENDING, it.attempts(), it.losses(), it.dueAt(), it.tokens());
                addFailure(row, it.failure());
            }
            case Processing it -> {
                add(row, ExtractionStatus.PROCESSING, it.attempt(), it.losses(), it.leasedUntil(), it.tokens());
                addClaim(row, it.claim(), it.later());
            }
            case Completed it -> {
                add(row, ExtractionStatus.COMPLETED, 0, 0, it.at(), 0);
                addFailure(row, it.leftOut());
            }
            case Failed it -> {
                add(row, ExtractionStatus.FAILED, it.attempts(), 0, it.at(), it.tokens());
                addFailure(row, it.failure());
            }
        }
    }

    private static void add(
            MapSqlParameterSource row,
            @Nullable ExtractionStatus status,
            int attempts,
            int losses,
            @Nullable Instant at,
            long tokens) {
        row.addValue("extraction_status", ConversationRows.word(status))
                .addValue("extraction_attempts", attempts)
                .addValue("extraction_losses", losses)
                .addValue("extraction_at", at == null ? null : at(at))
                .addValue("extraction_tokens", tokens);
    }

    private static void addFailure(MapSqlParameterSource row, @Nullable ExtractionFailure failure) {
        row.addValue("extraction_error_code", failure == null ? null : failure.code())
                .addValue("extraction_error_message", failure == null ? null : failure.message());
    }

    private static void addClaim(MapSqlParameterSource row, @Nullable Long claim, @Nullable Pending later) {
        row.addValue("extraction_claim", claim)
                .addValue("later_due_at", later == null ? null : at(later.dueAt()))
                .addValue("later_tokens", later == null ? null : later.tokens());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    static Conversation read(ResultSet row) throws SQLException {
        String title = row.getString("title");
        Instant askedAt = time(row, "deletion_asked_at");
        return new Conversation(
                ConversationRows.key(row, "id"),
                title == null ? null : new Title(title),
                askedAt == null ? null : new Deletion(row.getBoolean("keeps_extracted"), askedAt),
                extraction(row),
                row.getLong("deletions"),
                row.getLong("sequence"));
    }

    private static Extraction extraction(ResultSet row) throws SQLException {
        ExtractionStatus status = ConversationRows.status(row.getString("extraction_status"));
        if (status == null) {
            return new NotBegun();
        }
        int attempts = row.getInt("extraction_attempts");
        int losses = row.getInt("extraction_losses");
        long tokens = row.getLong("extraction_tokens");
        Instant at = Objects.requireNonNull(time(row, "extraction_at"));
        ExtractionFailure failure = ConversationRows.failure(row);
        return switch (status) {
            case PENDING -> new Pending(attempts, losses, at, failure, tokens);
            case PROCESSING ->
                new Processing(attempts, losses, row.getLong("extraction_claim"), at, tokens, later(row));
            case COMPLETED -> new Completed(at, failure);
            case FAILED -> new Failed(attempts, Objects.requireNonNull(failure), at, tokens);
        };
    }

    private static @Nullable Pending later(ResultSet row) throws SQLException {
        Instant dueAt = time(row, "later_due_at");
        return dueAt == null ? null : new Pending(0, 0, dueAt, null, row.getLong("later_tokens"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
