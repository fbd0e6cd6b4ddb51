package io.omne.memory.adapter.postgres.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.Lane;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.ReadableMemories;
import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/// Reads the queue of the embedding from the status column of `memories`. There is no second table that could
/// contradict it.
@Component
class PostgresEmbeddingQueue implements EmbeddingQueue {

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private static final String TAKE = """
            select * from memories
            where embedding_status = '%s' and deleted_at is null and embedding_due_at %s
            order by embedding_due_at
            limit :limit
            for update skip locked""";

    private static final String EXPIRED = TAKE.formatted(MemoryRow.word(EmbeddingStatus.PROCESSING), "<= :now");
    private static final String FAILED = TAKE.formatted(MemoryRow.word(EmbeddingStatus.FAILED), """
                    >= :from and embedding_due_at < :to
                and embedding_error_code not in ('text_refused', 'text_not_supported', 'instance_lost')""");

    private static final String REFUSED_BY = """
            update memories m set embedding_refused_by = :model from unnest(:user_ids, :ids) as k (user_id, id)
            where m.user_id = k.user_id and m.id = k.id""";

    /// Memories that failed with another model lie in two ranges of the index.
    private static final List<String> REFUSED_BY_OTHERS =
            Stream.of("<", ">").map("""
            select * from memories
            where embedding_status = 'failed' and deleted_at is null
                and embedding_error_code in ('text_refused', 'text_not_supported', 'instance_lost')
                and coalesce(embedding_refused_by, 0) %s :model
            limit :limit
            for update skip locked"""::formatted).toList();

    private static final String LOCKED = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id
            order by m.user_id, m.id
            for update of m""";

    /// Skips locked rows: another transaction is just storing their results.
    private static final String RENEW = """
            with held as (
                select m.user_id, m.id from memories m
                join unnest(:user_ids, :ids, :tokens) as k (user_id, id, token) on m.user_id = k.user_id and m.id = k.id
                where m.embedding_status = 'processing' and m.embedding_claim = k.token
                for update of m skip locked)
            update memories m set embedding_due_at = :leased_until
            from held where m.user_id = held.user_id and m.id = held.id""";

    /// Postpones a row that cannot be read, so that it does not hold up others. It is tried again later, because a
    /// newer version of the server may be able to read it.
    private static final String PASS_OVER = """
            update memories m set embedding_due_at = :later
            from unnest(:user_ids, :ids) as k (user_id, id)
            where m.user_id = k.user_id and m.id = k.id""";

    private static final Duration PASSED_OVER = Duration.ofHours(1);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresEmbeddingQueue(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// Builds the statement that selects and locks due memories. The statement finds the next users, in the order
    /// of their ids, that have due memories, and reads an equal share of the limit from each. The caller chooses
    /// the first id at random. Each user is found by one probe of the index, however many memories other users
    /// have.
    ///
    /// The conditions are part of the SQL text, not bound values, so that the planner sees that a partial index
    /// fits.
    private static String due(String condition) {
        return """
            with recursive waiting as (
                select (%1$s) as user_id
                union all
                select (
                    select m.user_id from memories m
                    where m.embedding_status = 'pending' and m.deleted_at is null and %2$s
                        and m.embedding_due_at <= :now and m.user_id > w.user_id and m.user_id <= :to
                    order by m.user_id limit 1)
                from waiting w where w.user_id is not null),
            chosen as materialized (select user_id from waiting where user_id is not null limit :limit),
            share as materialized (
                select cast(ceil(cast(:limit as numeric) / nullif(count(*), 0)) as int) as places from chosen)
            select m.* from chosen c cross join share cross join lateral (
                select * from memories m
                where m.user_id = c.user_id and m.embedding_status = 'pending' and m.deleted_at is null and %2$s
                    and m.embedding_due_at <= :now
                order by m.embedding_due_at
                limit share.places
                for update skip locked) m
            limit :limit""".formatted("""
            select m.user_id from memories m
            where m.embedding_status = 'pending' and m.deleted_at is null and %s and m.embedding_due_at <= :now
                and m.user_id >= :from and m.user_id <= :to
            order by m.user_id limit 1""".formatted(condition), condition);
    }

    private static String condition(Lane lane) {
        return switch (lane) {
            case FRESH -> "m.embedding_attempts = 0 and m.embedding_losses = 0";
            case RETRIED -> "(m.embedding_attempts > 0 or m.embedding_losses > 0) and m.embedding_losses = 0";
            case LOST -> "(m.embedding_attempts > 0 or m.embedding_losses > 0) and m.embedding_losses > 0";
        };
    }

    private static String condition(TextLength texts) {
        return switch (texts) {
            case ANY -> "true";
            case SHORT -> "octet_length(m.content) <= 1000";
        };
    }

    @Override
    public List<Memory> due(Lane lane, int limit, TextLength texts, Instant now) {
        String sql = due(condition(lane) + " and " + condition(texts));
        var parameters = new MapSqlParameterSource("limit", limit).addValue("now", MemoryRow.at(now));
        UUID start = UUID.randomUUID();
        List<Memory> taken = take(sql, parameters.addValue("from", start).addValue("to", LAST), now);
        if (taken.size() < limit) {
            parameters.addValue("limit", limit - taken.size()).addValue("from", FIRST);
            taken.addAll(take(sql, parameters.addValue("to", start), now));
        }
        return taken;
    }

    @Override
    public List<Memory> expired(int limit, Instant now) {
        return take(EXPIRED, new MapSqlParameterSource("limit", limit).addValue("now", MemoryRow.at(now)), now);
    }

    private List<Memory> take(String sql, MapSqlParameterSource parameters, Instant now) {
        ReadableMemories taken = read(sql, parameters);
        if (!taken.unreadable().isEmpty()) {
            jdbc.update(
                    PASS_OVER,
                    MemoryRow.keys(taken.unreadable()).addValue("later", MemoryRow.at(now.plus(PASSED_OVER))));
        }
        return taken.readable();
    }

    private ReadableMemories read(String sql, SqlParameterSource parameters) {
        var rows = new ReadableMemories();
        jdbc.query(sql, parameters, rows);
        return rows;
    }

    /// Skips rows that cannot be read and does not postpone them, because the time of their failure must not
    /// change.
    @Override
    public List<Memory> failed(int limit, Instant from, Instant to) {
        var parameters = new MapSqlParameterSource("limit", limit)
                .addValue("from", MemoryRow.at(from))
                .addValue("to", MemoryRow.at(to));
        ReadableMemories taken = read(FAILED, parameters);
        return taken.unreadable().size() == limit ? failed(2 * limit, from, to) : taken.readable();
    }

    @Override
    public void refusedBy(IndexedModel model, Collection<MemoryKey> keys) {
        if (!keys.isEmpty()) {
            jdbc.update(REFUSED_BY, MemoryRow.keys(keys).addValue("model", model.id()));
        }
    }

    @Override
    public List<Memory> refusedByOthers(IndexedModel model, int limit) {
        var parameters = new MapSqlParameterSource("limit", limit).addValue("model", model.id());
        var taken = new ArrayList<Memory>();
        for (String others : REFUSED_BY_OTHERS) {
            ReadableMemories some = read(others, parameters);
            taken.addAll(some.readable());
            refusedBy(model, some.unreadable());
        }
        return taken;
    }

    @Override
    public List<Memory> locked(Collection<MemoryKey> keys) {
        return read(LOCKED, MemoryRow.keys(keys)).readable();
    }

    @Override
    public void renew(Map<MemoryKey, Long> tokens, Instant leasedUntil) {
        jdbc.update(RENEW, MemoryRow.tokens(tokens).addValue("leased_until", MemoryRow.at(leasedUntil)));
    }
}
