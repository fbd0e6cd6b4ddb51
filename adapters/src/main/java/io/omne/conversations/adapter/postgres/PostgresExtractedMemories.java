package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.ExtractedMemories;
import io.omne.conversations.application.extraction.ExtractedMemory.Fact;
import io.omne.conversations.application.extraction.Quote;
import io.omne.memory.MemoryId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores the sources of extracted memories, and the memories that tell the latest values of facts.
@Component
class PostgresExtractedMemories implements ExtractedMemories {

    private static final String ADD_SOURCES = """
            insert into memory_sources (user_id, memory_id, message_id, start_at, end_at, quote)
            select :user_id, k.* from unnest(:memories, :messages, :starts, :ends, :quotes)
                as k (memory_id, message_id, start_at, end_at, quote)
            on conflict do nothing""";

    private static final String SOURCES = """
            select message_id, start_at, end_at, quote from memory_sources
            where user_id = :user_id and memory_id = :memory order by message_id, start_at""";

    private static final String NEXT_SOURCES = """
            select * from memory_sources
            where (user_id, memory_id, message_id, start_at) > (:user_id, :memory, :message, :start)
            order by user_id, memory_id, message_id, start_at limit :limit""";

    private static final UUID LEAST = new UUID(0, 0);

    /// The bytes of the first key are "fact".
    private static final String LOCK =
            "select pg_advisory_xact_lock(1717658484, hashtext(cast(:user_id as text))) is null";

    private static final String LATEST = """
            select f.* from unnest(:subjects, :attributes) as k (subject, attribute)
            join extracted_facts f
                on f.user_id = :user_id and f.subject = k.subject and f.attribute = k.attribute""";

    private static final String SET_LATEST = """
            insert into extracted_facts (user_id, subject, attribute, memory_id, said_at, message_id)
            select :user_id, k.* from unnest(:subjects, :attributes, :memories, cast(:times as timestamptz[]), :messages)
                as k (subject, attribute, memory_id, said_at, message_id)
            order by 2, 3
            on conflict (user_id, subject, attribute) do update
            set memory_id = excluded.memory_id, said_at = excluded.said_at, message_id = excluded.message_id""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresExtractedMemories(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void addSources(UserId owner, Collection<StoredSource> sources) {
        if (sources.isEmpty()) {
            return;
        }
        List<Quote> quotes = sources.stream().map(StoredSource::quote).toList();
        jdbc.update(
                ADD_SOURCES,
                of(owner)
                        .addValue("memories", ids(sources.stream().map(StoredSource::memory)))
                        .addValue("messages", ids(quotes.stream().map(Quote::message)))
                        .addValue("starts", quotes.stream().map(Quote::start).toArray(Integer[]::new))
                        .addValue("ends", quotes.stream().map(Quote::end).toArray(Integer[]::new))
                        .addValue("quotes", quotes.stream().map(Quote::text).toArray(String[]::new)));
    }

    @Override
    public List<Quote> sources(UserId owner, MemoryId memory) {
        return jdbc.query(SOURCES, of(owner).addValue("memory", memory.value()), (row, _) -> quote(row));
    }

    private static Quote quote(ResultSet row) throws SQLException {
        return new Quote(
                id(row, "message_id"),
                row.getInt("start_at"),
                row.getInt("end_at"),
                Objects.requireNonNull(row.getString("quote")));
    }

    @Override
    public List<OwnedSource> sourcesAfter(@Nullable OwnedSource after, int limit) {
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
                        new StoredSource(id(row, "memory_id"), quote(row))));
    }

    @Override
    public Map<Fact, Latest> lockLatest(UserId owner, Collection<Fact> facts) {
        if (facts.isEmpty()) {
            return Map.of();
        }
        jdbc.queryForObject(LOCK, of(owner), Boolean.class);
        return latest(owner, facts);
    }

    @Override
    public Map<Fact, Latest> latest(UserId owner, Collection<Fact> facts) {
        Map<Fact, Latest> latest = new HashMap<>();
        jdbc.query(LATEST, named(owner, List.copyOf(facts)), row -> {
            var fact = new Fact(
                    Objects.requireNonNull(row.getString("subject")),
                    Objects.requireNonNull(row.getString("attribute")));
            OffsetDateTime saidAt = Objects.requireNonNull(row.getObject("said_at", OffsetDateTime.class));
            latest.put(fact, new Latest(id(row, "memory_id"), saidAt.toInstant(), id(row, "message_id")));
        });
        return latest;
    }

    @Override
    public void setLatest(UserId owner, Map<Fact, Latest> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<Fact> keys = List.copyOf(facts.keySet());
        List<Latest> values =
                keys.stream().map(key -> Objects.requireNonNull(facts.get(key))).toList();
        jdbc.update(
                SET_LATEST,
                named(owner, keys)
                        .addValue("memories", ids(values.stream().map(Latest::memory)))
                        .addValue("messages", ids(values.stream().map(Latest::message)))
                        .addValue(
                                "times", ConversationRows.times(values.stream().map(Latest::saidAt))));
    }

    private static MapSqlParameterSource named(UserId owner, List<Fact> facts) {
        return of(owner)
                .addValue("subjects", facts.stream().map(Fact::subject).toArray(String[]::new))
                .addValue("attributes", facts.stream().map(Fact::attribute).toArray(String[]::new));
    }

    private static MapSqlParameterSource of(UserId owner) {
        return new MapSqlParameterSource().addValue("user_id", owner.value());
    }

    private static UUID[] ids(Stream<MemoryId> ids) {
        return ConversationRows.uuids(ids.map(MemoryId::value));
    }

    private static MemoryId id(ResultSet row, String column) throws SQLException {
        return new MemoryId(row.getObject(column, UUID.class));
    }
}
