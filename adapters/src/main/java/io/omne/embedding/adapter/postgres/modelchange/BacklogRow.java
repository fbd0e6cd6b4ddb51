package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.access.UserId;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/// Reads columns of the table `model_backlog`, and makes parameters of them.
final class BacklogRow {

    private BacklogRow() {}

    static TextKey key(ResultSet row) throws SQLException {
        return new TextKey(
                Objects.requireNonNull(row.getString("source")),
                new UserId(row.getObject("user_id", UUID.class)),
                row.getObject("id", UUID.class));
    }

    static MapSqlParameterSource of(IndexedModel next) {
        return new MapSqlParameterSource("model", next.id());
    }

    static MapSqlParameterSource of(IndexedModel next, TextKey text) {
        return of(next).addValue("user_id", text.owner().value()).addValue("id", text.id());
    }

    /// The keys as the arrays `sources`, `user_ids` and `ids`.
    static MapSqlParameterSource of(IndexedModel next, Collection<TextKey> texts) {
        return of(next).addValue("sources", texts.stream().map(TextKey::source).toArray(String[]::new))
                .addValue(
                        "user_ids", texts.stream().map(it -> it.owner().value()).toArray(UUID[]::new))
                .addValue("ids", texts.stream().map(TextKey::id).toArray(UUID[]::new));
    }

    /// The same arrays, and the array `tokens`.
    static MapSqlParameterSource of(IndexedModel next, Map<TextKey, Long> tokens) {
        List<TextKey> texts = List.copyOf(tokens.keySet());
        return of(next, texts)
                .addValue("tokens", texts.stream().map(tokens::get).toArray(Long[]::new));
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
