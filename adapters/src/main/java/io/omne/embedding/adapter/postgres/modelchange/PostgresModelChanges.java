package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.application.modelchange.ModelChange;
import io.omne.embedding.application.modelchange.ModelChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresModelChanges implements ModelChanges {

    private static final String BEGIN = """
            insert into model_changes (model_id, per_second, next_claim_at, started_at, listed_source)
            values (:model, :per_second, clock_timestamp(), clock_timestamp(), '')""";

    private static final String LISTING = """
            select listed_source as source, listed_user as user_id, listed_id as id
            from model_changes where model_id = :model and not listed for update""";

    private static final String MOVE_LISTING = """
            update model_changes set listed_source = :source, listed_user = :user_id, listed_id = :id
            where model_id = :model""";

    /// Locks the row until {@link #pay} is committed, so that no other claim is made meanwhile.
    private static final String RATE = """
            select per_second from model_changes
            where model_id = :model and not paused and per_second is not null and next_claim_at <= :now
            for update""";

    /// Texts that were allowed but not claimed within the last second may still be claimed.
    private static final String PAY = """
            update model_changes set next_claim_at = greatest(next_claim_at, :now - interval '1 second')
                + make_interval(secs => cast(:texts as double precision) / per_second)
            where model_id = :model and per_second is not null""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresModelChanges(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void begin(IndexedModel next, @Nullable Integer perSecond) {
        jdbc.update(BEGIN, BacklogRow.of(next).addValue("per_second", perSecond));
    }

    @Override
    public Optional<ModelChange> find() {
        return jdbc.query(ModelChangeRow.FIND, Map.of(), ModelChangeRow::read).stream()
                .findFirst();
    }

    @Override
    public Optional<Task> task() {
        return jdbc.query(ModelChangeRow.TASK, Map.of(), ModelChangeRow::task).stream()
                .findFirst();
    }

    @Override
    public void pause(IndexedModel next, boolean paused) {
        jdbc.update(
                "update model_changes set paused = :paused where model_id = :model",
                BacklogRow.of(next).addValue("paused", paused));
    }

    @Override
    public void limit(IndexedModel next, @Nullable Integer perSecond) {
        jdbc.update(
                "update model_changes set per_second = :per_second, next_claim_at = clock_timestamp()"
                        + " where model_id = :model",
                BacklogRow.of(next).addValue("per_second", perSecond));
    }

    @Override
    public void end(IndexedModel next) {
        jdbc.update("delete from model_changes where model_id = :model", BacklogRow.of(next));
    }

    @Override
    public Optional<TextKey> lockListing(IndexedModel next) {
        return jdbc.query(LISTING, BacklogRow.of(next), (row, _) -> BacklogRow.key(row)).stream()
                .findFirst();
    }

    @Override
    public void moveListing(IndexedModel next, @Nullable TextKey last) {
        if (last == null) {
            jdbc.update("update model_changes set listed = true where model_id = :model", BacklogRow.of(next));
        } else {
            jdbc.update(MOVE_LISTING, BacklogRow.of(next, last).addValue("source", last.source()));
        }
    }

    @Override
    public int allowed(IndexedModel next, int limit, Instant now) {
        List<Integer> rates = jdbc.query(
                "select coalesce(per_second, 0) as rate from model_changes where model_id = :model and not paused",
                BacklogRow.of(next),
                (row, _) -> row.getInt("rate"));
        if (rates.isEmpty()) {
            return 0;
        }
        int perSecond = rates.getFirst();
        if (perSecond == 0) {
            return limit;
        }
        var parameters = BacklogRow.of(next).addValue("now", BacklogRow.at(now));
        return jdbc.queryForList(RATE, parameters, Integer.class).isEmpty() ? 0 : Math.min(limit, perSecond);
    }

    @Override
    public void pay(IndexedModel next, int texts, Instant now) {
        if (texts > 0) {
            jdbc.update(PAY, BacklogRow.of(next).addValue("texts", texts).addValue("now", BacklogRow.at(now)));
        }
    }
}
