package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.application.writing.IdempotencyRecords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores keys in a table. If several transactions take the same key, the primary key makes all but one of them
/// wait.
@Component
class PostgresIdempotencyRecords implements IdempotencyRecords {

    private static final String IS_TAKEN = """
            select exists (select from creation_keys where user_id = :user_id and key = :key
                and expires_at > clock_timestamp() + interval '1 minute')""";

    /// Locks an existing row even if it stays unchanged, so that no other transaction deletes it before it is read.
    private static final String TAKE = """
            insert into creation_keys as k (user_id, key, fingerprint, ids, created_at, expires_at)
            values (:user_id, :key, :fingerprint, :ids, :created_at,
                clock_timestamp() + :seconds * interval '1 second')
            on conflict (user_id, key) do update set fingerprint = excluded.fingerprint, ids = excluded.ids,
                created_at = excluded.created_at, expires_at = excluded.expires_at
                where k.expires_at <= clock_timestamp()""";

    private static final String FIND =
            "select fingerprint, ids, created_at from creation_keys where user_id = :user_id and key = :key";

    private static final String KEEP = "update creation_keys set ids = :ids where user_id = :user_id and key = :key";

    private static final String RELEASE = "delete from creation_keys where user_id = :user_id and key = :key";

    private static final String FORGET_EXPIRED = """
            delete from creation_keys where (user_id, key) in (
                select user_id, key from creation_keys where expires_at <= clock_timestamp()
                order by expires_at limit :limit for update skip locked)""";

    private final LookupPermits permits = new LookupPermits();
    private final NamedParameterJdbcTemplate jdbc;

    PostgresIdempotencyRecords(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean isTaken(UserId owner, IdempotencyKey key) {
        return permits.call(() -> Boolean.TRUE.equals(jdbc.queryForObject(IS_TAKEN, key(owner, key), Boolean.class)));
    }

    @Override
    public Optional<IdempotencyRecord> take(UserId owner, IdempotencyKey key, IdempotencyRecord creation) {
        MapSqlParameterSource parameters = key(owner, key)
                .addValue("fingerprint", creation.fingerprint())
                .addValue("ids", MemoryRow.values(creation.ids()))
                .addValue("created_at", MemoryRow.at(creation.at()))
                .addValue("seconds", IdempotencyKey.KEY_HOLDS.toSeconds());
        return jdbc.update(TAKE, parameters) == 1
                ? Optional.empty()
                : Optional.of(Objects.requireNonNull(
                        jdbc.queryForObject(FIND, parameters, PostgresIdempotencyRecords::read)));
    }

    @Override
    public void keep(UserId owner, IdempotencyKey key, List<MemoryId> ids) {
        jdbc.update(ids.isEmpty() ? RELEASE : KEEP, key(owner, key).addValue("ids", MemoryRow.values(ids)));
    }

    @Override
    public int forgetExpired(int limit) {
        return jdbc.update(FORGET_EXPIRED, Map.of("limit", limit));
    }

    private static MapSqlParameterSource key(UserId owner, IdempotencyKey key) {
        return new MapSqlParameterSource().addValue("user_id", owner.value()).addValue("key", key.key());
    }

    private static IdempotencyRecord read(ResultSet row, int number) throws SQLException {
        List<MemoryId> ids = Stream.of((UUID[]) row.getArray("ids").getArray())
                .map(MemoryId::new)
                .toList();
        return new IdempotencyRecord(
                Objects.requireNonNull(row.getString("fingerprint")), ids, MemoryRow.time(row, "created_at"));
    }
}
