package io.omne.memory.adapter.postgres.embedding;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.Lane;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.ReadableMemories;
import io.omne.memory.application.modelchange.ModelBacklog;
import io.omne.memory.application.modelchange.ModelChange;
import io.omne.memory.application.modelchange.RefusedTexts.RefusedText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// The tables `model_changes` and `model_backlog`.
@Component
class PostgresModelBacklog implements ModelBacklog {

    private static final String BEGIN = """
            insert into model_changes (model_id, per_second, next_claim_at, started_at)
            values (:model, :per_second, clock_timestamp(), clock_timestamp())""";

    private static final String CHANGE = """
            select c.*, m.provider, m.model, m.dimension,
                (select count(*) from model_backlog b where b.model_id = c.model_id and not b.outdated) as rest,
                (select count(*) from model_backlog b
                    where b.model_id = c.model_id and b.due_at = 'infinity' and not b.outdated) as refused
            from model_changes c join embedding_models m on m.id = c.model_id""";

    private static final String TASK = """
            select c.*, m.provider, m.model, m.dimension
            from model_changes c join embedding_models m on m.id = c.model_id where not c.paused""";

    private static final String ADD = """
            insert into model_backlog (model_id, user_id, id, due_at)
            select :model, k.user_id, k.id, clock_timestamp() from unnest(:user_ids, :ids) as k (user_id, id)
            order by k.user_id, k.id
            on conflict (model_id, user_id, id) do update
            set due_at = excluded.due_at, held = false, attempts = 0, losses = 0, error_code = null,
                error_message = null, outdated = false""";

    /// One lister at a time: the row of the change is locked.
    private static final String LIST = """
            with change as (
                select listed_user, listed_id from model_changes where model_id = :model and not listed for update),
            looked_at as materialized (
                select m.user_id, m.id, m.embedding_status, m.deleted_at
                from memories m
                where (m.user_id, m.id) > ((select listed_user from change), (select listed_id from change))
                order by m.user_id, m.id limit :limit),
            added as (
                insert into model_backlog (model_id, user_id, id, due_at)
                select :model, user_id, id, clock_timestamp() from looked_at
                where embedding_status = 'completed' and deleted_at is null
                on conflict do nothing),
            last as (select user_id, id from looked_at order by user_id desc, id desc limit 1)
            update model_changes c set
                listed = (select count(*) from looked_at) < :limit,
                listed_user = coalesce((select user_id from last), c.listed_user),
                listed_id = coalesce((select id from last), c.listed_id)
            where c.model_id = :model and exists (select from change)""";

    /// Locked until the claim has been paid for: no other claims meanwhile.
    private static final String RATE = """
            select per_second from model_changes
            where model_id = :model and not paused and per_second is not null and next_claim_at <= :now
            for update""";

    /// What nobody took within the last second may be made up for.
    private static final String PAY = """
            update model_changes set next_claim_at = greatest(next_claim_at, :now - interval '1 second')
                + make_interval(secs => cast(:memories as double precision) / per_second)
            where model_id = :model and per_second is not null""";

    private static final String CLAIM = """
            with due as (
                select b.model_id, b.user_id, b.id from model_backlog b
                where b.model_id = :model and b.due_at <= :now and not b.held and not b.outdated and %s
                order by b.due_at limit :limit
                for update of b skip locked)
            update model_backlog b set due_at = :until, held = true, claim = nextval('model_backlog_claims')
            from due where b.model_id = due.model_id and b.user_id = due.user_id and b.id = due.id
            returning b.user_id, b.id, b.claim""";

    /// By a statement of its own, which sees what was committed before the claim had its locks.
    private static final String CLAIMED = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id""";

    /// A newer version of the server may know how to read it.
    private static final String PASS_OVER = """
            update model_backlog b set due_at = :later, held = false
            from unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    private static final Duration PASSED_OVER = Duration.ofHours(1);

    private static final Map<Lane, String> CLAIMS = new EnumMap<>(Map.of(
            Lane.FRESH,
            CLAIM.formatted("b.attempts = 0 and b.losses = 0"),
            Lane.RETRIED,
            CLAIM.formatted("b.attempts > 0 and b.losses = 0"),
            Lane.LOST,
            CLAIM.formatted("b.losses > 0")));

    private static final String LOSE = """
            with lost as (
                select b.model_id, b.user_id, b.id from model_backlog b
                where b.model_id = :model and b.due_at <= :now and b.held and not b.outdated
                order by b.due_at limit 1000
                for update of b skip locked)
            update model_backlog b set held = false, losses = b.losses + 1, error_code = :code, error_message = :message,
                due_at = case when b.losses + 1 < :most then b.due_at else 'infinity' end
            from lost where b.model_id = lost.model_id and b.user_id = lost.user_id and b.id = lost.id""";

    private static final String HELD = """
            select b.user_id, b.id from model_backlog b
            join unnest(:user_ids, :ids, :tokens) as k (user_id, id, token) on b.user_id = k.user_id and b.id = k.id
            where b.model_id = :model and b.held and b.claim = k.token
            order by b.user_id, b.id
            for update of b""";

    private static final String HOLD = """
            with held as (
                select b.model_id, b.user_id, b.id from model_backlog b
                join unnest(:user_ids, :ids, :tokens) as k (user_id, id, token)
                    on b.user_id = k.user_id and b.id = k.id
                where b.model_id = :model and b.held and b.claim = k.token
                order by b.user_id, b.id
                for update of b %s)
            update model_backlog b set due_at = :until, held = :held
            from held where b.model_id = held.model_id and b.user_id = held.user_id and b.id = held.id""";

    /// What is locked is just being finished.
    private static final String RENEW = HOLD.formatted("skip locked");

    private static final String GIVE_BACK = HOLD.formatted("");

    private static final String DONE = """
            delete from model_backlog b using unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    private static final String OUTDATED = """
            update model_backlog b set due_at = 'infinity', held = false, outdated = true, error_code = null, error_message = null
            from unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    private static final String TAKE_OUTDATED = """
            delete from model_backlog b using (
                select model_id, user_id, id from model_backlog
                where model_id = :model and outdated limit :limit for update skip locked) k
            where b.model_id = k.model_id and b.user_id = k.user_id and b.id = k.id
            returning b.user_id, b.id""";

    private static final String FAILED = """
            update model_backlog set due_at = coalesce(cast(:again as timestamptz), 'infinity'), held = false,
                attempts = attempts + 1, error_code = :code, error_message = :message
            where model_id = :model and user_id = :user_id and id = :id""";

    private static final String LOOK_AGAIN = """
            update model_backlog b set due_at = clock_timestamp(), held = false, outdated = false
            from model_changes c
            where b.model_id = c.model_id and b.user_id = :user_id and b.id = :id and b.due_at = 'infinity'""";

    private static final String FORGET_REST = """
            delete from model_backlog b using (
                select r.model_id, r.user_id, r.id from embedding_models m cross join lateral (
                    select * from model_backlog b where b.model_id = m.id limit :limit) r
                where m.state in ('retired', 'dropped') limit :limit) rest
            where b.model_id = rest.model_id and b.user_id = rest.user_id and b.id = rest.id""";

    private static final String REFUSED = """
            select b.user_id, b.id, b.error_code, b.error_message, b.attempts
            from model_changes c join model_backlog b on b.model_id = c.model_id
            where b.due_at = 'infinity' and not b.outdated and (b.user_id, b.id) > (:user_id, :id)
            order by b.user_id, b.id limit :limit""";

    private static final String RETRY = """
            update model_backlog set due_at = clock_timestamp(), attempts = 0, losses = 0
            where model_id = :model and error_code is not null and not held""";

    private static final UUID FIRST = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresModelBacklog(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private static MapSqlParameterSource of(IndexedModel next) {
        return new MapSqlParameterSource("model", next.id());
    }

    private static MapSqlParameterSource of(IndexedModel next, Collection<MemoryKey> memories) {
        return MemoryRow.keys(memories).addValue("model", next.id());
    }

    @Override
    public void begin(IndexedModel next, @Nullable Integer perSecond) {
        jdbc.update(BEGIN, of(next).addValue("per_second", perSecond));
    }

    @Override
    public Optional<ModelChange> change() {
        return jdbc.query(CHANGE, Map.of(), PostgresModelBacklog::readChange).stream()
                .findFirst();
    }

    @Override
    public Optional<Task> task() {
        return jdbc.query(TASK, Map.of(), (row, _) -> new Task(next(row), row.getBoolean("listed"))).stream()
                .findFirst();
    }

    @Override
    public void pause(IndexedModel next, boolean paused) {
        jdbc.update(
                "update model_changes set paused = :paused where model_id = :model",
                of(next).addValue("paused", paused));
    }

    @Override
    public void limit(IndexedModel next, @Nullable Integer perSecond) {
        jdbc.update(
                "update model_changes set per_second = :per_second, next_claim_at = clock_timestamp()"
                        + " where model_id = :model",
                of(next).addValue("per_second", perSecond));
    }

    @Override
    public void end(IndexedModel next) {
        jdbc.update("delete from model_changes where model_id = :model", of(next));
    }

    @Override
    public void add(IndexedModel next, Collection<MemoryKey> memories) {
        if (!memories.isEmpty()) {
            jdbc.update(ADD, of(next, memories));
        }
    }

    @Override
    public void list(IndexedModel next, int limit) {
        jdbc.update(LIST, of(next).addValue("limit", limit));
    }

    @Override
    public List<Taken> claim(IndexedModel next, Lane lane, int limit, Instant now, Instant until) {
        if (task().filter(it -> it.next().equals(next)).isEmpty()) {
            return List.of();
        }
        var parameters = of(next).addValue("now", MemoryRow.at(now)).addValue("until", MemoryRow.at(until));
        Integer perSecond = jdbc.queryForObject(
                "select per_second from model_changes where model_id = :model", parameters, Integer.class);
        if (perSecond != null
                && jdbc.queryForList(RATE, parameters, Integer.class).isEmpty()) {
            return List.of();
        }
        parameters.addValue("limit", perSecond == null ? limit : Math.min(limit, perSecond));
        return taken(next, claim(lane, parameters), now);
    }

    private Map<MemoryKey, Long> claim(Lane lane, MapSqlParameterSource parameters) {
        var tokens = new HashMap<MemoryKey, Long>();
        jdbc.query(Objects.requireNonNull(CLAIMS.get(lane)), parameters, row -> {
            tokens.put(MemoryRow.key(row), row.getLong("claim"));
        });
        return tokens;
    }

    private List<Taken> taken(IndexedModel next, Map<MemoryKey, Long> tokens, Instant now) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        var memories = new ReadableMemories();
        jdbc.query(CLAIMED, MemoryRow.keys(tokens.keySet()), memories);
        if (!memories.unreadable().isEmpty()) {
            jdbc.update(
                    PASS_OVER, of(next, memories.unreadable()).addValue("later", MemoryRow.at(now.plus(PASSED_OVER))));
        }
        return memories.readable().stream()
                .map(memory -> new Taken(memory, Objects.requireNonNull(tokens.get(memory.key()))))
                .toList();
    }

    @Override
    public void pay(IndexedModel next, int memories, Instant now) {
        if (memories > 0) {
            jdbc.update(PAY, of(next).addValue("memories", memories).addValue("now", MemoryRow.at(now)));
        }
    }

    @Override
    public void loseExpired(IndexedModel next, int mostLosses, EmbeddingFailure failure, Instant now) {
        jdbc.update(
                LOSE,
                of(next).addValue("most", mostLosses)
                        .addValue("code", failure.code())
                        .addValue("message", failure.message())
                        .addValue("now", MemoryRow.at(now)));
    }

    @Override
    public Set<MemoryKey> held(IndexedModel next, Map<MemoryKey, Long> tokens) {
        return Set.copyOf(jdbc.query(
                HELD, MemoryRow.tokens(tokens).addValue("model", next.id()), (row, _) -> MemoryRow.key(row)));
    }

    @Override
    public void done(IndexedModel next, Collection<MemoryKey> memories) {
        if (!memories.isEmpty()) {
            count(next, jdbc.update(DONE, of(next, memories)));
        }
    }

    private void count(IndexedModel next, int done) {
        jdbc.update(
                "update model_changes set done = done + :done where model_id = :model",
                of(next).addValue("done", done));
    }

    @Override
    public void doneButOutdated(IndexedModel next, Collection<MemoryKey> memories) {
        if (!memories.isEmpty()) {
            count(next, jdbc.update(OUTDATED, of(next, memories)));
        }
    }

    @Override
    public List<MemoryKey> takeOutdated(IndexedModel serving, int limit) {
        return jdbc.query(TAKE_OUTDATED, of(serving).addValue("limit", limit), (row, _) -> MemoryRow.key(row));
    }

    @Override
    public void failed(IndexedModel next, MemoryKey memory, EmbeddingFailure failure, @Nullable Instant again) {
        jdbc.update(
                FAILED,
                of(next, memory)
                        .addValue("again", MemoryRow.at(again))
                        .addValue("code", failure.code())
                        .addValue("message", failure.message()));
    }

    private static MapSqlParameterSource of(IndexedModel next, MemoryKey memory) {
        return of(next).addValue("user_id", memory.owner().value())
                .addValue("id", memory.id().value());
    }

    @Override
    public int attempts(IndexedModel next, MemoryKey memory) {
        return jdbc
                .queryForList(
                        "select attempts from model_backlog where model_id = :model and user_id = :user_id and id = :id",
                        of(next, memory),
                        Integer.class)
                .stream()
                .findFirst()
                .orElse(0);
    }

    @Override
    public void renew(IndexedModel next, Map<MemoryKey, Long> tokens, Instant until) {
        hold(RENEW, next, tokens, true, until);
    }

    @Override
    public void giveBack(IndexedModel next, Map<MemoryKey, Long> tokens, Instant now) {
        hold(GIVE_BACK, next, tokens, false, now);
    }

    private void hold(String sql, IndexedModel next, Map<MemoryKey, Long> tokens, boolean held, Instant until) {
        if (!tokens.isEmpty()) {
            jdbc.update(
                    sql,
                    MemoryRow.tokens(tokens)
                            .addValue("model", next.id())
                            .addValue("held", held)
                            .addValue("until", MemoryRow.at(until)));
        }
    }

    @Override
    public void lookAgain(MemoryKey memory) {
        jdbc.update(
                LOOK_AGAIN,
                new MapSqlParameterSource("user_id", memory.owner().value())
                        .addValue("id", memory.id().value()));
    }

    @Override
    public int forgetRest(int limit) {
        return jdbc.update(FORGET_REST, new MapSqlParameterSource("limit", limit));
    }

    @Override
    public void retry(IndexedModel next) {
        jdbc.update(RETRY, of(next));
    }

    @Override
    public List<RefusedText> refused(@Nullable MemoryKey after, int limit) {
        var parameters = new MapSqlParameterSource("limit", limit)
                .addValue("user_id", after == null ? FIRST : after.owner().value())
                .addValue("id", after == null ? FIRST : after.id().value());
        return jdbc.query(
                REFUSED,
                parameters,
                (row, _) -> new RefusedText(
                        MemoryRow.key(row),
                        new EmbeddingFailure(
                                Objects.requireNonNull(row.getString("error_code")),
                                Objects.requireNonNull(row.getString("error_message"))),
                        row.getInt("attempts")));
    }

    @Override
    public boolean isEmpty(IndexedModel next) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select from model_changes where model_id = :model and listed)
                    and not exists (select from model_backlog where model_id = :model and not outdated)""", of(next), Boolean.class));
    }

    private static IndexedModel next(ResultSet row) throws SQLException {
        return new IndexedModel(
                row.getInt("model_id"),
                new ModelSpec(
                        Objects.requireNonNull(row.getString("provider")),
                        new ModelName(Objects.requireNonNull(row.getString("model"))),
                        row.getInt("dimension")));
    }

    private static ModelChange readChange(ResultSet row, int number) throws SQLException {
        long left = row.getLong("rest");
        long refused = row.getLong("refused");
        return new ModelChange(
                next(row),
                state(row, left, refused),
                row.getLong("done"),
                left,
                refused,
                row.getObject("per_second", Integer.class),
                MemoryRow.time(row, "started_at"));
    }

    private static ModelChange.State state(ResultSet row, long left, long refused) throws SQLException {
        if (row.getBoolean("paused")) {
            return ModelChange.State.PAUSED;
        }
        if (!row.getBoolean("listed")) {
            return ModelChange.State.LISTING;
        }
        return refused > 0 && refused == left ? ModelChange.State.BLOCKED : ModelChange.State.RUNNING;
    }
}
