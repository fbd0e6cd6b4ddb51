package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.application.modelchange.BacklogFailures;
import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.embedding.application.modelchange.RefusedTexts.RefusedText;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresBacklogFailures implements BacklogFailures {

    private static final String FAILED = """
            update model_backlog set due_at = coalesce(cast(:again as timestamptz), 'infinity'), held = false,
                attempts = attempts + 1, error_code = :code, error_message = :message
            where model_id = :model and user_id = :user_id and id = :id""";

    private static final String ATTEMPTS =
            "select attempts from model_backlog where model_id = :model and user_id = :user_id and id = :id";

    private static final String REFUSED = """
            select b.source, b.user_id, b.id, b.error_code, b.error_message, b.attempts
            from model_changes c join model_backlog b on b.model_id = c.model_id
            where b.due_at = 'infinity' and not b.outdated and (b.user_id, b.id) > (:user_id, :id)
            order by b.user_id, b.id limit :limit""";

    private static final String RETRY = """
            update model_backlog set due_at = clock_timestamp(), attempts = 0, losses = 0
            where model_id = :model and error_code is not null and not held""";

    private static final UUID FIRST = new UUID(0, 0);

    private final NamedParameterJdbcTemplate jdbc;

    PostgresBacklogFailures(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void failed(IndexedModel next, TextKey text, TextFailure failure, @Nullable Instant again) {
        jdbc.update(
                FAILED,
                BacklogRow.of(next, text)
                        .addValue("again", BacklogRow.at(again))
                        .addValue("code", failure.code())
                        .addValue("message", failure.message()));
    }

    @Override
    public int attempts(IndexedModel next, TextKey text) {
        return jdbc.queryForList(ATTEMPTS, BacklogRow.of(next, text), Integer.class).stream()
                .findFirst()
                .orElse(0);
    }

    @Override
    public List<RefusedText> refused(@Nullable Position after, int limit) {
        var parameters = new MapSqlParameterSource("limit", limit)
                .addValue("user_id", after == null ? FIRST : after.owner().value())
                .addValue("id", after == null ? FIRST : after.id());
        return jdbc.query(
                REFUSED,
                parameters,
                (row, _) -> new RefusedText(
                        BacklogRow.key(row),
                        new TextFailure(
                                Objects.requireNonNull(row.getString("error_code")),
                                Objects.requireNonNull(row.getString("error_message"))),
                        row.getInt("attempts")));
    }

    @Override
    public void retry(IndexedModel next) {
        jdbc.update(RETRY, BacklogRow.of(next));
    }
}
