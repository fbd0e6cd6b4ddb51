package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.domain.Counts;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// Converts memories to rows of the table `memories`, and back.
public final class MemoryRow {

    private MemoryRow() {}

    public static Memory read(ResultSet row, int number) throws SQLException {
        String sourceId = row.getString("source_id");
        String title = row.getString("title");
        var details = new Details(
                value(MemoryType.class, text(row, "memory_type")),
                title == null ? null : new Title(title),
                new Tags(List.of((String[]) row.getArray("tags").getArray())),
                MetadataJson.read(text(row, "metadata")),
                optionalTime(row, "occurred_at"),
                new RelatedMemories(
                        Stream.of((UUID[]) row.getArray("related_memories").getArray())
                                .map(MemoryId::new)
                                .toList()),
                optionalId(row, "superseded_by"));
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
                EmbeddingColumns.read(row),
                new Lifetime(time(row, "created_at"), time(row, "updated_at"), optionalTime(row, "deleted_at")),
                new Counts(row.getInt("revision"), row.getInt("version"), row.getLong("sequence")));
    }

    public static MemoryKey key(ResultSet row) throws SQLException {
        return new MemoryKey(
                new UserId(row.getObject("user_id", UUID.class)), new MemoryId(row.getObject("id", UUID.class)));
    }

    private static @Nullable MemoryId optionalId(ResultSet row, String column) throws SQLException {
        UUID id = row.getObject(column, UUID.class);
        return id == null ? null : new MemoryId(id);
    }

    /// Returns every column of the row; `before`, the sequence that the stored row must still have; and `due_now`,
    /// whether the embedding may be claimed at once.
    public static SqlParameterSource parameters(@Nullable Memory before, Memory memory) {
        SourceId sourceId = memory.origin().sourceId();
        Title title = memory.details().title();
        MemoryId supersededBy = memory.details().supersededBy();
        var parameters = new MapSqlParameterSource()
                .addValue("before", before == null ? 0 : before.counts().sequence())
                .addValue("user_id", memory.owner().value())
                .addValue("id", memory.id().value())
                .addValue("content", memory.content().text())
                .addValue("memory_type", word(memory.details().type()))
                .addValue("source", word(memory.origin().source()))
                .addValue("source_id", sourceId == null ? null : sourceId.text())
                .addValue("title", title == null ? null : title.text())
                .addValue("tags", memory.details().tags().values().toArray(String[]::new))
                .addValue("metadata", MetadataJson.write(memory.details().metadata()))
                .addValue("occurred_at", at(memory.details().occurredAt()))
                .addValue("related_memories", values(memory.details().related().ids()))
                .addValue("superseded_by", supersededBy == null ? null : supersededBy.value())
                .addValue("conversation_id", memory.origin().conversation());
        EmbeddingColumns.write(memory.embedding(), parameters);
        return parameters
                .addValue("created_at", at(memory.lifetime().createdAt()))
                .addValue("updated_at", at(memory.lifetime().updatedAt()))
                .addValue("deleted_at", at(memory.lifetime().deletedAt()))
                .addValue("revision", memory.counts().revision())
                .addValue("version", memory.counts().version())
                .addValue("sequence", memory.counts().sequence());
    }

    static UUID[] values(Collection<MemoryId> ids) {
        return ids.stream().map(MemoryId::value).toArray(UUID[]::new);
    }

    /// The columns of many keys, as the arrays `user_ids` and `ids`.
    public static MapSqlParameterSource keys(Collection<MemoryKey> keys) {
        return new MapSqlParameterSource()
                .addValue(
                        "user_ids",
                        keys.stream().map(key -> key.owner().value()).toArray(UUID[]::new))
                .addValue("ids", keys.stream().map(key -> key.id().value()).toArray(UUID[]::new));
    }

    /// Returns the arrays of {@link #keys}, and the array `tokens`.
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

    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    public static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(optionalTime(row, column), column);
    }

    static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
