package io.omne.memory.adapter.postgres;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.EmbeddingQueue;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// The queue is the status column itself: there is no second table that could say otherwise.
@Component
class PostgresEmbeddingQueue implements EmbeddingQueue {

    /// The status is part of the text, so that the planner sees that the partial index fits.
    private static final String TAKE = """
            select * from memories
            where embedding_status = '%s' and deleted_at is null and embedding_due_at <= :now
            order by embedding_due_at
            limit :limit
            for update skip locked""";

    private static final String DUE = TAKE.formatted(MemoryRow.word(EmbeddingStatus.PENDING));
    private static final String EXPIRED = TAKE.formatted(MemoryRow.word(EmbeddingStatus.PROCESSING));

    private static final String LOCKED = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id
            order by m.user_id, m.id
            for update of m""";

    /// What is locked is just being finished.
    private static final String RENEW = """
            with held as (
                select m.user_id, m.id from memories m
                join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id
                where m.embedding_status = 'processing'
                for update of m skip locked)
            update memories m set embedding_due_at = :leased_until
            from held where m.user_id = held.user_id and m.id = held.id""";

    /// A row that cannot be read, whatever happened to it, holds up nobody else's. It is tried again later,
    /// for a newer version of the server may know how.
    private static final String PASS_OVER = """
            update memories m set embedding_due_at = :later
            from unnest(:user_ids, :ids) as k (user_id, id)
            where m.user_id = k.user_id and m.id = k.id""";

    private static final Duration PASSED_OVER = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(PostgresEmbeddingQueue.class);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresEmbeddingQueue(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Memory> due(int limit, Instant now) {
        return take(DUE, limit, now);
    }

    @Override
    public List<Memory> expired(int limit, Instant now) {
        return take(EXPIRED, limit, now);
    }

    private List<Memory> take(String sql, int limit, Instant now) {
        var parameters = new MapSqlParameterSource("limit", limit).addValue("now", MemoryRow.at(now));
        var taken = new ArrayList<Memory>();
        var unreadable = new ArrayList<MemoryKey>();
        jdbc.query(sql, parameters, row -> {
            try {
                taken.add(MemoryRow.read(row, row.getRow()));
            } catch (RuntimeException e) {
                MemoryKey key = MemoryRow.key(row);
                log.error("{} cannot be read, and is not embedded: {}", key.id(), e.toString());
                unreadable.add(key);
            }
        });
        if (!unreadable.isEmpty()) {
            jdbc.update(PASS_OVER, MemoryRow.keys(unreadable).addValue("later", MemoryRow.at(now.plus(PASSED_OVER))));
        }
        return taken;
    }

    @Override
    public List<Memory> locked(Collection<MemoryKey> keys) {
        return jdbc.query(LOCKED, MemoryRow.keys(keys), MemoryRow::read);
    }

    @Override
    public void renew(Collection<MemoryKey> keys, Instant leasedUntil) {
        jdbc.update(RENEW, MemoryRow.keys(keys).addValue("leased_until", MemoryRow.at(leasedUntil)));
    }
}
