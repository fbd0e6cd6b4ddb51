package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.conversations.application.listing.ConversationMemory;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// Converts the rows of the list of conversations, and the arrays of columns that statements take.
final class ConversationRows {

    private ConversationRows() {}

    static ConversationMemory memory(ResultSet row) throws SQLException {
        return new ConversationMemory(
                memoryKey(row),
                row.getObject("conversation_id", UUID.class),
                row.getBoolean("is_message"),
                time(row, "happened_at"),
                time(row, "created_at"));
    }

    static MemoryKey memoryKey(ResultSet row) throws SQLException {
        return new MemoryKey(owner(row), new MemoryId(row.getObject("memory_id", UUID.class)));
    }

    /// @param column has the id of the conversation
    static ConversationKey key(ResultSet row, String column) throws SQLException {
        return new ConversationKey(owner(row), row.getObject(column, UUID.class));
    }

    private static UserId owner(ResultSet row) throws SQLException {
        return new UserId(row.getObject("user_id", UUID.class));
    }

    static MemoryId memoryId(ResultSet row, String column) throws SQLException {
        return new MemoryId(row.getObject(column, UUID.class));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }

    /// The arrays `user_ids` and `memory_ids`.
    static MapSqlParameterSource memoryKeys(Collection<MemoryKey> keys) {
        return new MapSqlParameterSource()
                .addValue("user_ids", uuids(keys.stream().map(it -> it.owner().value())))
                .addValue("memory_ids", uuids(keys.stream().map(it -> it.id().value())));
    }

    /// The arrays `user_ids` and `ids`.
    static MapSqlParameterSource keys(Collection<ConversationKey> keys) {
        return new MapSqlParameterSource()
                .addValue("user_ids", uuids(keys.stream().map(it -> it.owner().value())))
                .addValue("ids", uuids(keys.stream().map(ConversationKey::id)));
    }

    /// An array of each column.
    static MapSqlParameterSource memories(List<ConversationMemory> memories) {
        return memoryKeys(memories.stream().map(ConversationMemory::key).toList())
                .addValue("conversation_ids", uuids(memories.stream().map(ConversationMemory::conversation)))
                .addValue(
                        "are_messages",
                        memories.stream().map(ConversationMemory::isMessage).toArray(Boolean[]::new))
                .addValue("happened_at", times(memories.stream().map(ConversationMemory::happenedAt)))
                .addValue("created_at", times(memories.stream().map(ConversationMemory::createdAt)));
    }

    static @Nullable String word(@Nullable ExtractionStatus status) {
        return status == null ? null : status.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable ExtractionStatus status(@Nullable String word) {
        return word == null ? null : ExtractionStatus.valueOf(word.toUpperCase(Locale.ROOT));
    }

    static @Nullable ExtractionFailure failure(ResultSet row) throws SQLException {
        String code = row.getString("extraction_error_code");
        return code == null
                ? null
                : new ExtractionFailure(code, Objects.requireNonNull(row.getString("extraction_error_message")));
    }

    /// The parameter `user_id`.
    static MapSqlParameterSource owned(UserId owner) {
        return new MapSqlParameterSource().addValue("user_id", owner.value());
    }

    static UUID[] ids(Stream<MemoryId> ids) {
        return uuids(ids.map(MemoryId::value));
    }

    static UUID[] uuids(Stream<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    /// Times as texts, of which a statement makes an array of `timestamptz`.
    static @Nullable String[] times(Stream<? extends @Nullable Instant> times) {
        return times.map(it -> it == null ? null : it.toString()).toArray(String[]::new);
    }
}
