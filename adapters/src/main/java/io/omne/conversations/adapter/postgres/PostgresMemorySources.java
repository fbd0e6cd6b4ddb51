package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.MemorySources;
import io.omne.conversations.application.extractor.Quote;
import io.omne.memory.MemoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores the sources of extracted memories.
@Component
class PostgresMemorySources implements MemorySources {

    private static final String ADD_SOURCES = """
            insert into memory_sources (user_id, memory_id, message_id, start_at, end_at, quote)
            select :user_id, k.* from unnest(:memories, :messages, :starts, :ends, :quotes)
                as k (memory_id, message_id, start_at, end_at, quote)
            on conflict do nothing""";

    private static final String SOURCES = """
            select message_id, start_at, end_at, quote from memory_sources
            where user_id = :user_id and memory_id = :memory order by message_id, start_at""";

    private static final String QUOTES_OF = """
            select message_id, start_at, end_at, quote from memory_sources
            where user_id = :user_id and message_id = any(:messages)""";

    private static final String SAID_AT = """
            select s.memory_id, max(m.happened_at) as said_at from memory_sources s
            join conversation_memories m on m.user_id = s.user_id and m.memory_id = s.message_id
            where s.user_id = :user_id and s.memory_id = any(:memories)
            group by s.memory_id""";

    private static final String NEXT_SOURCES = """
            select * from memory_sources
            where (user_id, memory_id, message_id, start_at) > (:user_id, :memory, :message, :start)
            order by user_id, memory_id, message_id, start_at limit :limit""";

    private static final UUID LEAST = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresMemorySources(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(UserId owner, Collection<StoredSource> sources) {
        if (sources.isEmpty()) {
            return;
        }
        List<Quote> quotes = sources.stream().map(StoredSource::quote).toList();
        jdbc.update(
                ADD_SOURCES,
                ConversationRows.owned(owner)
                        .addValue(
                                "memories",
                                ConversationRows.ids(sources.stream().map(StoredSource::memory)))
                        .addValue(
                                "messages", ConversationRows.ids(quotes.stream().map(Quote::message)))
                        .addValue("starts", quotes.stream().map(Quote::start).toArray(Integer[]::new))
                        .addValue("ends", quotes.stream().map(Quote::end).toArray(Integer[]::new))
                        .addValue("quotes", quotes.stream().map(Quote::text).toArray(String[]::new)));
    }

    @Override
    public List<Quote> find(UserId owner, MemoryId memory) {
        return jdbc.query(
                SOURCES, ConversationRows.owned(owner).addValue("memory", memory.value()), (row, _) -> quote(row));
    }

    @Override
    public List<Quote> quotesOf(UserId owner, Collection<MemoryId> messages) {
        return jdbc.query(
                QUOTES_OF,
                ConversationRows.owned(owner).addValue("messages", ConversationRows.ids(messages.stream())),
                (row, _) -> quote(row));
    }

    @Override
    public Map<MemoryId, Instant> saidAt(UserId owner, Collection<MemoryId> memories) {
        Map<MemoryId, Instant> times = new HashMap<>();
        jdbc.query(
                SAID_AT,
                ConversationRows.owned(owner).addValue("memories", ConversationRows.ids(memories.stream())),
                row -> {
                    times.put(ConversationRows.memoryId(row, "memory_id"), ConversationRows.time(row, "said_at"));
                });
        return times;
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(
                ConversationRows.memoryId(row, "message_id"),
                row.getInt("start_at"),
                row.getInt("end_at"),
                Objects.requireNonNull(row.getString("quote")));
    }

    @Override
    public List<OwnedSource> after(@Nullable OwnedSource after, int limit) {
        StoredSource last = after == null ? null : after.source();
        var parameters = new MapSqlParameterSource()
                .addValue("user_id", after == null ? LEAST : after.owner().value())
                .addValue("memory", last == null ? LEAST : last.memory().value())
                .addValue(
                        "message", last == null ? LEAST : last.quote().message().value())
                .addValue("start", last == null ? -1 : last.quote().start())
                .addValue("limit", limit);
        return jdbc.query(
                NEXT_SOURCES,
                parameters,
                (row, _) -> new OwnedSource(
                        new UserId(row.getObject("user_id", UUID.class)),
                        new StoredSource(ConversationRows.memoryId(row, "memory_id"), quote(row))));
    }
}
