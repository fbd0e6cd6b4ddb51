package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Origin;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.domain.Counts;
import io.omne.memory.domain.Embedding;
import io.omne.memory.domain.Lifetime;
import io.omne.memory.domain.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// A row of the table `memories`, there and back.
public final class MemoryRow {

    private MemoryRow() {}

    public static Memory read(ResultSet row, int number) throws SQLException {
        String sourceId = row.getString("source_id");
        String title = row.getString("title");
        var details = new Details(
                value(MemoryType.class, text(row, "memory_type")),
                title == null ? null : new Title(title),
                new Tags(List.of((String[]) row.getArray("tags").getArray())),
                MetadataJson.read(text(row, "metadata")));
        var origin = new Origin(
                value(MemorySource.class, text(row, "source")),
                sourceId == null ? null : new SourceId(sourceId),
                row.getObject("conversation_id", UUID.class));
        return new Memory(
                new MemoryId(row.getObject("id", UUID.class)),
                new UserId(row.getObject("user_id", UUID.class)),
                new Content(text(row, "content")),
                details,
                origin,
                embedding(row),
                new Lifetime(time(row, "created_at"), time(row, "updated_at"), optionalTime(row, "deleted_at")),
                new Counts(row.getInt("revision"), row.getInt("version"), row.getLong("sequence")));
    }

    public static MemoryKey key(ResultSet row) throws SQLException {
        return new MemoryKey(
                new UserId(row.getObject("user_id", UUID.class)), new MemoryId(row.getObject("id", UUID.class)));
    }

    private static Embedding embedding(ResultSet row) throws SQLException {
        int attempts = row.getInt("embedding_attempts");
        int losses = row.getInt("embedding_losses");
        return switch (value(EmbeddingStatus.class, text(row, "embedding_status"))) {
            case PENDING -> new Embedding.Pending(attempts, losses, time(row, "embedding_due_at"), failure(row));
            case PROCESSING ->
                new Embedding.Processing(
                        attempts, losses, row.getLong("embedding_claim"), time(row, "embedding_due_at"));
            case COMPLETED ->
                new Embedding.Completed(
                        new ModelName(text(row, "embedding_model")), time(row, "embedding_updated_at"), failure(row));
            case FAILED -> new Embedding.Failed(attempts, Objects.requireNonNull(failure(row)), failedAt(row));
        };
    }

    /// An instance that does not know the column's meaning yet, and fails a memory beside this one, leaves it
    /// empty.
    private static Instant failedAt(ResultSet row) throws SQLException {
        Instant at = optionalTime(row, "embedding_due_at");
        return at == null ? time(row, "updated_at") : at;
    }

    private static @Nullable EmbeddingFailure failure(ResultSet row) throws SQLException {
        String code = row.getString("embedding_error_code");
        return code == null ? null : new EmbeddingFailure(code, text(row, "embedding_error_message"));
    }

    /// Every column of the row; `before`: the sequence that the row must still have; and `due_now`: whether its
    /// embedding may be claimed at once.
    public static SqlParameterSource parameters(@Nullable Memory before, Memory memory) {
        SourceId sourceId = memory.origin().sourceId();
        Title title = memory.details().title();
        EmbeddingFailure failure = memory.embedding().failure();
        return new MapSqlParameterSource()
                .addValue("before", before == null ? 0 : before.counts().sequence())
                .addValue("due_now", isDueNow(memory.embedding()))
                .addValue("user_id", memory.owner().value())
                .addValue("id", memory.id().value())
                .addValue("content", memory.content().text())
                .addValue("memory_type", word(memory.details().type()))
                .addValue("source", word(memory.origin().source()))
                .addValue("source_id", sourceId == null ? null : sourceId.text())
                .addValue("title", title == null ? null : title.text())
                .addValue("tags", memory.details().tags().values().toArray(String[]::new))
                .addValue("metadata", MetadataJson.write(memory.details().metadata()))
                .addValue("conversation_id", memory.origin().conversation())
                .addValue("embedding_status", word(memory.embedding().status()))
                .addValue("embedding_model", model(memory.embedding()))
                .addValue("embedding_updated_at", at(completedAt(memory.embedding())))
                .addValue("embedding_error_code", failure == null ? null : failure.code())
                .addValue("embedding_error_message", failure == null ? null : failure.message())
                .addValue("embedding_attempts", attempts(memory.embedding()))
                .addValue("embedding_losses", losses(memory.embedding()))
                .addValue("embedding_claim", memory.embedding() instanceof Embedding.Processing it ? it.claim() : null)
                .addValue("embedding_due_at", at(dueAt(memory.embedding())))
                .addValue("created_at", at(memory.lifetime().createdAt()))
                .addValue("updated_at", at(memory.lifetime().updatedAt()))
                .addValue("deleted_at", at(memory.lifetime().deletedAt()))
                .addValue("revision", memory.counts().revision())
                .addValue("version", memory.counts().version())
                .addValue("sequence", memory.counts().sequence());
    }

    /// The columns of many keys, as the arrays `user_ids` and `ids`.
    public static MapSqlParameterSource keys(Collection<MemoryKey> keys) {
        return new MapSqlParameterSource()
                .addValue(
                        "user_ids",
                        keys.stream().map(key -> key.owner().value()).toArray(UUID[]::new))
                .addValue("ids", keys.stream().map(key -> key.id().value()).toArray(UUID[]::new));
    }

    private static @Nullable String model(Embedding embedding) {
        return embedding instanceof Embedding.Completed it ? it.model().value() : null;
    }

    private static @Nullable Instant completedAt(Embedding embedding) {
        return embedding instanceof Embedding.Completed it ? it.at() : null;
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

    /// Pauses come after failed attempts.
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

    /// The same, and the array `tokens` beside them.
    public static MapSqlParameterSource tokens(Map<MemoryKey, Long> tokens) {
        List<MemoryKey> keys = List.copyOf(tokens.keySet());
        return keys(keys).addValue("tokens", keys.stream().map(tokens::get).toArray(Long[]::new));
    }

    public static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public static <E extends Enum<E>> E value(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalTime(row, column), column);
    }

    private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
