package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.api.Lane;

/// Statements of claims on rows of the table `model_backlog`.
final class ClaimSql {

    static final String PASS_OVER = """
            update model_backlog b set due_at = :later, held = false
            from unnest(:user_ids, :ids) as k (user_id, id)
            where b.model_id = :model and b.user_id = k.user_id and b.id = k.id""";

    static final String LOSE = """
            with lost as (
                select b.model_id, b.user_id, b.id from model_backlog b
                where b.model_id = :model and b.due_at <= :now and b.held and not b.outdated
                order by b.due_at limit 1000
                for update of b skip locked)
            update model_backlog b set held = false, losses = b.losses + 1, error_code = :code, error_message = :message,
                due_at = case when b.losses + 1 < :most then b.due_at else 'infinity' end
            from lost where b.model_id = lost.model_id and b.user_id = lost.user_id and b.id = lost.id""";

    static final String HELD = """
            select b.source, b.user_id, b.id from model_backlog b
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

    /// A locked row is just being completed.
    static final String RENEW = HOLD.formatted("skip locked");

    static final String GIVE_BACK = HOLD.formatted("");

    private ClaimSql() {}

    static String claim(Lane lane) {
        return """
            with due as (
                select b.model_id, b.user_id, b.id from model_backlog b
                where b.model_id = :model and b.due_at <= :now and not b.held and not b.outdated
                    and b.source = any(:sources) and %s
                order by b.due_at limit :limit
                for update of b skip locked)
            update model_backlog b set due_at = :until, held = true, claim = nextval('model_backlog_claims')
            from due where b.model_id = due.model_id and b.user_id = due.user_id and b.id = due.id
            returning b.source, b.user_id, b.id, b.claim""".formatted(
                        switch (lane) {
                            case FRESH -> "b.attempts = 0 and b.losses = 0";
                            case RETRIED -> "b.attempts > 0 and b.losses = 0";
                            case LOST -> "b.losses > 0";
                        });
    }
}
