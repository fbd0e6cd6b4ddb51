package io.omne.embedding.adapter.postgres.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Lane;
import io.omne.embedding.application.modelchange.BacklogClaims;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresBacklogClaims implements BacklogClaims {

    private final NamedParameterJdbcTemplate jdbc;

    PostgresBacklogClaims(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<TextKey, Long> claim(
            IndexedModel next, Set<String> sources, Lane lane, int limit, Instant now, Instant until) {
        var parameters = BacklogRow.of(next)
                .addValue("sources", sources.toArray(String[]::new))
                .addValue("limit", limit)
                .addValue("now", BacklogRow.at(now))
                .addValue("until", BacklogRow.at(until));
        var tokens = new HashMap<TextKey, Long>();
        jdbc.query(ClaimSql.claim(lane), parameters, row -> {
            tokens.put(BacklogRow.key(row), row.getLong("claim"));
        });
        return tokens;
    }

    @Override
    public void passOver(IndexedModel next, Collection<TextKey> texts, Instant later) {
        if (!texts.isEmpty()) {
            jdbc.update(ClaimSql.PASS_OVER, BacklogRow.of(next, texts).addValue("later", BacklogRow.at(later)));
        }
    }

    @Override
    public void loseExpired(IndexedModel next, int mostLosses, TextFailure failure, Instant now) {
        jdbc.update(
                ClaimSql.LOSE,
                BacklogRow.of(next)
                        .addValue("most", mostLosses)
                        .addValue("code", failure.code())
                        .addValue("message", failure.message())
                        .addValue("now", BacklogRow.at(now)));
    }

    @Override
    public Set<TextKey> held(IndexedModel next, Map<TextKey, Long> tokens) {
        return Set.copyOf(jdbc.query(ClaimSql.HELD, BacklogRow.of(next, tokens), (row, _) -> BacklogRow.key(row)));
    }

    @Override
    public void renew(IndexedModel next, Map<TextKey, Long> tokens, Instant until) {
        hold(ClaimSql.RENEW, next, tokens, true, until);
    }

    @Override
    public void giveBack(IndexedModel next, Map<TextKey, Long> tokens, Instant now) {
        hold(ClaimSql.GIVE_BACK, next, tokens, false, now);
    }

    private void hold(String sql, IndexedModel next, Map<TextKey, Long> tokens, boolean held, Instant until) {
        if (!tokens.isEmpty()) {
            jdbc.update(
                    sql, BacklogRow.of(next, tokens).addValue("held", held).addValue("until", BacklogRow.at(until)));
        }
    }
}
