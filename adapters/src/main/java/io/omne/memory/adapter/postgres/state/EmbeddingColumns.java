package io.omne.memory.adapter.postgres.state;

import io.omne.embedding.ModelName;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.domain.Embedding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// Reads and writes the columns with the state of a memory's embedding.
final class EmbeddingColumns {

    private EmbeddingColumns() {}

    static Embedding read(ResultSet row) throws SQLException {
        int attempts = row.getInt("embedding_attempts");
        int losses = row.getInt("embedding_losses");
        return switch (MemoryRow.value(EmbeddingStatus.class, MemoryRow.text(row, "embedding_status"))) {
            case PENDING ->
                new Embedding.Pending(attempts, losses, MemoryRow.time(row, "embedding_due_at"), failure(row));
            case PROCESSING ->
                new Embedding.Processing(
                        attempts, losses, row.getLong("embedding_claim"), MemoryRow.time(row, "embedding_due_at"));
            case COMPLETED ->
                new Embedding.Completed(
                        new ModelName(MemoryRow.text(row, "embedding_model")),
                        MemoryRow.time(row, "embedding_updated_at"),
                        failure(row));
            case FAILED -> new Embedding.Failed(attempts, Objects.requireNonNull(failure(row)), failedAt(row));
        };
    }

    /// Reads the time of the failure. An older instance beside this one, which does not know this meaning of the
    /// column, leaves it empty.
    private static Instant failedAt(ResultSet row) throws SQLException {
        Instant at = MemoryRow.optionalTime(row, "embedding_due_at");
        return at == null ? MemoryRow.time(row, "updated_at") : at;
    }

    private static @Nullable EmbeddingFailure failure(ResultSet row) throws SQLException {
        String code = row.getString("embedding_error_code");
        return code == null ? null : new EmbeddingFailure(code, MemoryRow.text(row, "embedding_error_message"));
    }

    /// Adds the columns, and `due_now`: whether the embedding may be claimed at once.
    static void write(Embedding embedding, MapSqlParameterSource parameters) {
        EmbeddingFailure failure = embedding.failure();
        parameters
                .addValue("due_now", isDueNow(embedding))
                .addValue("embedding_status", MemoryRow.word(embedding.status()))
                .addValue(
                        "embedding_model",
                        embedding instanceof Embedding.Completed it ? it.model().value() : null)
                .addValue(
                        "embedding_updated_at",
                        MemoryRow.at(embedding instanceof Embedding.Completed it ? it.at() : null))
                .addValue("embedding_error_code", failure == null ? null : failure.code())
                .addValue("embedding_error_message", failure == null ? null : failure.message())
                .addValue("embedding_attempts", attempts(embedding))
                .addValue("embedding_losses", losses(embedding))
                .addValue("embedding_claim", embedding instanceof Embedding.Processing it ? it.claim() : null)
                .addValue("embedding_due_at", MemoryRow.at(dueAt(embedding)));
    }

    private static int attempts(Embedding embedding) {
        return switch (embedding) {
            case Embedding.Pending it -> it.attempts();
            case Embedding.Processing it -> it.attempt();
            case Embedding.Failed it -> it.attempts();
            case Embedding.Completed _ -> 0;
        };
    }

    private static int losses(Embedding embedding) {
        return switch (embedding) {
            case Embedding.Pending it -> it.losses();
            case Embedding.Processing it -> it.losses();
            case Embedding.Failed _, Embedding.Completed _ -> 0;
        };
    }

    /// Only failed and lost attempts are followed by a pause.
    private static boolean isDueNow(Embedding embedding) {
        return embedding instanceof Embedding.Pending it && it.attempts() == 0 && it.losses() == 0;
    }

    private static @Nullable Instant dueAt(Embedding embedding) {
        return switch (embedding) {
            case Embedding.Pending it -> it.dueAt();
            case Embedding.Processing it -> it.leasedUntil();
            case Embedding.Failed it -> it.at();
            case Embedding.Completed _ -> null;
        };
    }
}
