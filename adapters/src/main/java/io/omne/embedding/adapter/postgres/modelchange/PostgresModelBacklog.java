package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.application.modelchange.ModelBacklog;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresModelBacklog implements ModelBacklog {

    private static final String LIST = """
            insert into model_backlog (model_id, user_id, id, source, due_at)
            select :model, k.user_id, k.id, k.source, clock_timestamp()
            from unnest(:sources, :user_ids, :ids) as k (source, user_id, id)
            order by k.user_id, k.id
            on conflict do nothing""";

    private static final String DONE = """
            delete from model_backlog b using unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    private static final String OUTDATED = """
            update model_backlog b
            set due_at = 'infinity', held = false, outdated = true, error_code = null, error_message = null
            from unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    private static final String TAKE_OUTDATED = """
            delete from model_backlog b using (
                select model_id, user_id, id from model_backlog
                where model_id = :model and outdated and source = :source limit :limit for update skip locked) k
            where b.model_id = k.model_id and b.user_id = k.user_id and b.id = k.id
            returning b.source, b.user_id, b.id""";

    private static final String IS_EMPTY = """
            select exists (select from model_changes where model_id = :model and listed)
                and not exists (select from model_backlog where model_id = :model and not outdated)""";

    private static final String FORGET_REST = """
            delete from model_backlog b using (
                select r.model_id, r.user_id, r.id from embedding_models m cross join lateral (
                    select * from model_backlog b where b.model_id = m.id limit :limit) r
                where m.state in ('retired', 'dropped') limit :limit) rest
            where b.model_id = rest.model_id and b.user_id = rest.user_id and b.id = rest.id""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresModelBacklog(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void list(IndexedModel next, Collection<TextKey> texts) {
        if (!texts.isEmpty()) {
            jdbc.update(LIST, BacklogRow.of(next, texts));
        }
    }

    @Override
    public void done(IndexedModel next, Collection<TextKey> texts) {
        if (!texts.isEmpty()) {
            count(next, jdbc.update(DONE, BacklogRow.of(next, texts)));
        }
    }

    @Override
    public void doneButOutdated(IndexedModel next, Collection<TextKey> texts) {
        if (!texts.isEmpty()) {
            count(next, jdbc.update(OUTDATED, BacklogRow.of(next, texts)));
        }
    }

    private void count(IndexedModel next, int done) {
        jdbc.update(
                "update model_changes set done = done + :done where model_id = :model",
                BacklogRow.of(next).addValue("done", done));
    }

    @Override
    public List<TextKey> takeOutdated(IndexedModel serving, String source, int limit) {
        return jdbc.query(
                TAKE_OUTDATED,
                BacklogRow.of(serving).addValue("source", source).addValue("limit", limit),
                (row, _) -> BacklogRow.key(row));
    }

    @Override
    public boolean isEmpty(IndexedModel next) {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_EMPTY, BacklogRow.of(next), Boolean.class));
    }

    @Override
    public int forgetRest(int limit) {
        return jdbc.update(FORGET_REST, new MapSqlParameterSource("limit", limit));
    }
}
