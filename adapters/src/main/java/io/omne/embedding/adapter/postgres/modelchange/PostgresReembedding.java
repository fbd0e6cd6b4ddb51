package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Reembedding;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresReembedding implements Reembedding {

    private static final String ADD = """
            insert into model_backlog (model_id, user_id, id, source, due_at)
            select :model, k.user_id, k.id, k.source, clock_timestamp()
            from unnest(:sources, :user_ids, :ids) as k (source, user_id, id)
            order by k.user_id, k.id
            on conflict (model_id, user_id, id) do update
            set due_at = excluded.due_at, held = false, attempts = 0, losses = 0, error_code = null,
                error_message = null, outdated = false""";

    /// Locks in the order of the key, as every transaction that locks several rows does.
    private static final String LOOK_AGAIN = """
            update model_backlog b set due_at = clock_timestamp(), held = false, outdated = false
            from (
                select b.model_id, b.user_id, b.id
                from model_backlog b join model_changes c on c.model_id = b.model_id
                join unnest(:user_ids, :ids) as k (user_id, id) on b.user_id = k.user_id and b.id = k.id
                where b.due_at = 'infinity'
                order by b.user_id, b.id
                for update of b) as given_up
            where b.model_id = given_up.model_id and b.user_id = given_up.user_id and b.id = given_up.id""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresReembedding(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void embedded(IndexedModel next, Collection<TextKey> texts) {
        if (!texts.isEmpty()) {
            jdbc.update(ADD, BacklogRow.of(next, texts));
        }
    }

    @Override
    public void changed(Collection<TextKey> texts) {
        jdbc.update(
                LOOK_AGAIN,
                new MapSqlParameterSource()
                        .addValue(
                                "user_ids",
                                texts.stream().map(text -> text.owner().value()).toArray(UUID[]::new))
                        .addValue("ids", texts.stream().map(TextKey::id).toArray(UUID[]::new)));
    }
}
