package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.recall.adapter.postgres.packed.PackedTerms;
import io.omne.recall.adapter.postgres.packed.Pieces;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.domain.Mark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads rows of the index, and compares them with what they must be.
public final class StoredEntries {

    private static final String ROWS = """
            select * from indexed_memories where memory_id = any(:ids) and user_id = any(:users)""";

    private static final String NEXT = """
            select user_id, memory_id from indexed_memories where (user_id, memory_id) > (:user_id, :id)
            order by user_id, memory_id limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;

    public StoredEntries(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// The rows of these memories. Those that are not indexed are left out.
    public Map<MemoryKey, Stored> of(Collection<MemoryKey> keys) {
        var rows = new HashMap<MemoryKey, Stored>();
        var parameters = new MapSqlParameterSource()
                .addValue("ids", keys.stream().map(it -> it.id().value()).toArray(UUID[]::new))
                .addValue(
                        "users",
                        keys.stream().map(it -> it.owner().value()).distinct().toArray(UUID[]::new));
        jdbc.query(ROWS, parameters, row -> {
            MemoryKey key = key(row);
            if (keys.contains(key)) {
                rows.put(key, Stored.read(row));
            }
        });
        return rows;
    }

    /// The indexed memories after this one, in the order of their keys.
    public List<MemoryKey> after(MemoryKey key, int limit) {
        var parameters = new MapSqlParameterSource()
                .addValue("user_id", key.owner().value())
                .addValue("id", key.id().value())
                .addValue("limit", limit);
        return jdbc.query(NEXT, parameters, (row, _) -> key(row));
    }

    private static MemoryKey key(ResultSet row) throws SQLException {
        return new MemoryKey(
                new UserId(row.getObject("user_id", UUID.class)), new MemoryId(row.getObject("memory_id", UUID.class)));
    }

    /// What is stored of a memory.
    @SuppressWarnings("ArrayRecordComponent") // compared by isOf
    public record Stored(
            @org.jspecify.annotations.Nullable UUID conversation,
            Instant happenedAt,
            @org.jspecify.annotations.Nullable String speaker,
            int length,
            int marks,
            byte[] terms,
            byte[] pieces) {

        private static Stored read(ResultSet row) throws SQLException {
            return new Stored(
                    row.getObject("conversation_id", UUID.class),
                    row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                    row.getString("speaker"),
                    row.getInt("length"),
                    row.getInt("marks"),
                    row.getBytes("terms"),
                    row.getBytes("pieces"));
        }

        /// Whether it is as the entry says. PostgreSQL rounds times to microseconds.
        public boolean isOf(IndexEntry entry) {
            return Objects.equals(conversation, entry.conversation())
                    && Math.abs(ChronoUnit.NANOS.between(happenedAt, entry.happenedAt())) <= 500
                    && Objects.equals(speaker, entry.speaker())
                    && length == PackedTerms.length(entry.terms())
                    && marks == Mark.bits(entry.marks())
                    && Arrays.equals(terms, PackedTerms.pack(entry.terms()))
                    && Arrays.equals(pieces, Pieces.pack(entry.pieces()));
        }
    }
}
