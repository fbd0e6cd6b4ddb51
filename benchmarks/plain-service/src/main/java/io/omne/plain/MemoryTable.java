package io.omne.plain;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The table of all memories.
@Component
class MemoryTable {

    private static final String COLUMNS = """
            id, user_id, content, memory_type, source, source_id, title, tags, metadata, occurred_at, created_at,
            updated_at, related_memories, conversation_id, version""";

    private static final String INSERT = "insert into plain_memories (" + COLUMNS
            + ") values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

    private static final String INSERT_ALL = "insert into plain_memories (" + COLUMNS + ") select " + COLUMNS + """
             from jsonb_to_recordset($1) as m (id uuid, user_id uuid, content text, memory_type text, source text,
            source_id text, title text, tags text[], metadata jsonb, occurred_at timestamptz, created_at timestamptz,
            updated_at timestamptz, related_memories uuid[], conversation_id uuid, version int)""";

    private static final String OF_OWNER = " from plain_memories where user_id = $1 and deleted_at is null";
    private static final String ONE = " where user_id = $1 and id = $2 and deleted_at is null";
    private static final String FIND = "select " + COLUMNS + " from plain_memories" + ONE;

    private static final String EDIT = """
            update plain_memories set content = coalesce($3, content), memory_type = coalesce($4, memory_type),
            title = coalesce($5, title), tags = coalesce($6, tags), metadata = coalesce($7, metadata),
            updated_at = $8, version = version + 1""" + ONE + " and version = coalesce($9, version) returning " + COLUMNS;

    private static final String DELETE = "update plain_memories set deleted_at = $3" + ONE;

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    MemoryTable(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Long> insert(Memory memory) {
        return bound(
                        database.sql(INSERT),
                        memory.id(),
                        memory.userId(),
                        memory.content(),
                        memory.memoryType(),
                        memory.source(),
                        text(memory.sourceId()),
                        text(memory.title()),
                        memory.tags().toArray(String[]::new),
                        jsonb(memory.metadata()),
                        time(memory.occurredAt()),
                        time(memory.createdAt()),
                        time(memory.updatedAt()),
                        memory.relatedMemories().toArray(UUID[]::new),
                        orNull(UUID.class, memory.conversationId()),
                        memory.version())
                .fetch()
                .rowsUpdated();
    }

    Mono<Long> insertAll(List<Memory> memories) {
        return database.sql(INSERT_ALL)
                .bind(0, Json.of(json.writeValueAsBytes(memories)))
                .fetch()
                .rowsUpdated();
    }

    Mono<Memory> find(UUID owner, UUID id) {
        return database.sql(FIND).bind(0, owner).bind(1, id).map(this::read).one();
    }

    /// Empty if there is no such memory, or if it has another version.
    Mono<Memory> edit(UUID owner, UUID id, MemoryEdit edit, @Nullable Integer version, Instant now) {
        return bound(
                        database.sql(EDIT),
                        owner,
                        id,
                        text(edit.content()),
                        text(edit.memoryType()),
                        text(edit.title()),
                        orNull(
                                String[].class,
                                edit.tags() == null ? null : edit.tags().toArray(String[]::new)),
                        orNull(Json.class, edit.metadata() == null ? null : jsonb(edit.metadata())),
                        time(now),
                        orNull(Integer.class, version))
                .map(this::read)
                .one();
    }

    Mono<Long> delete(UUID owner, UUID id, Instant now) {
        return bound(database.sql(DELETE), owner, id, time(now)).fetch().rowsUpdated();
    }

    /// The newest first.
    Mono<MemoryList> list(UUID owner, @Nullable String type, List<String> tags, int page, int perPage) {
        var conditions = new StringBuilder(OF_OWNER);
        var values = new ArrayList<Object>(List.of(owner));
        if (type != null) {
            values.add(type);
            conditions.append(" and memory_type = $").append(values.size());
        }
        if (!tags.isEmpty()) {
            values.add(tags.toArray(String[]::new));
            conditions.append(" and tags @> $").append(values.size());
        }
        Mono<Long> total = bound(database.sql("select count(*)" + conditions), values.toArray())
                .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                .one();
        String rows = "select %s%s order by created_at desc, id desc limit %d offset %d"
                .formatted(COLUMNS, conditions, perPage, (page - 1) * perPage);
        return bound(database.sql(rows), values.toArray())
                .map(this::read)
                .all()
                .collectList()
                .zipWith(total, (data, count) -> MemoryList.of(data, page, perPage, count));
    }

    private record Null(Class<?> type) {}

    private static Object orNull(Class<?> type, @Nullable Object value) {
        return value == null ? new Null(type) : value;
    }

    private static Object text(@Nullable String text) {
        return orNull(String.class, text);
    }

    private static Object time(@Nullable Instant time) {
        return orNull(OffsetDateTime.class, time == null ? null : time.atOffset(ZoneOffset.UTC));
    }

    private Json jsonb(Map<String, Object> value) {
        return Json.of(json.writeValueAsBytes(value));
    }

    private static GenericExecuteSpec bound(GenericExecuteSpec statement, Object... values) {
        GenericExecuteSpec bound = statement;
        for (int i = 0; i < values.length; i++) {
            bound = values[i] instanceof Null it ? bound.bindNull(i, it.type()) : bound.bind(i, values[i]);
        }
        return bound;
    }

    private Memory read(Readable row) {
        return new Memory(
                value(row, "id", UUID.class),
                value(row, "user_id", UUID.class),
                value(row, "content", String.class),
                value(row, "memory_type", String.class),
                value(row, "source", String.class),
                row.get("source_id", String.class),
                row.get("title", String.class),
                List.of(value(row, "tags", String[].class)),
                json.readValue(value(row, "metadata", Json.class).asArray(), OBJECT),
                instant(row, "occurred_at"),
                Objects.requireNonNull(instant(row, "created_at")),
                Objects.requireNonNull(instant(row, "updated_at")),
                List.of(value(row, "related_memories", UUID[].class)),
                row.get("conversation_id", UUID.class),
                value(row, "version", Integer.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    private static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
