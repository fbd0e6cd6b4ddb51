package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Reembedding;
import java.util.Collection;
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

    private static final String LOOK_AGAIN = """
            update model_backlog b set due_at = clock_timestamp(), held = false, outdated = false
            from model_changes c
            where b.model_id = c.model_id and b.user_id = :user_id and b.id = :id and b.due_at = 'infinity'""";

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
    public void changed(TextKey text) {
        jdbc.update(
                LOOK_AGAIN, new MapSqlParameterSource("user_id", text.owner().value()).addValue("id", text.id()));
    }
}
