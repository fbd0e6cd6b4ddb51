package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.ModelSpending;
import java.time.LocalDate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Keeps one row for each user, with the sum of the last day.
@Component
class PostgresModelSpending implements ModelSpending {

    private static final String RESERVE = """
            insert into extraction_spending as s (user_id, day, tokens, cost_micros)
            select :user_id, :day, :tokens, :cost where :tokens <= :most_tokens and :cost <= :most_cost
            on conflict (user_id) do update set day = greatest(s.day, excluded.day),
                tokens = excluded.tokens + case when s.day < excluded.day then 0 else s.tokens end,
                cost_micros = excluded.cost_micros + case when s.day < excluded.day then 0 else s.cost_micros end
            where s.day < excluded.day
                or (s.tokens + excluded.tokens <= :most_tokens and s.cost_micros + excluded.cost_micros <= :most_cost)""";

    private static final String ADJUST = """
            update extraction_spending set tokens = tokens + :tokens, cost_micros = cost_micros + :cost
            where user_id = :user_id and day = :day""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresModelSpending(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean reserve(UserId owner, LocalDate day, Amount amount, Amount limit) {
        return jdbc.update(
                        RESERVE,
                        parameters(owner, day, amount)
                                .addValue("most_tokens", limit.tokens())
                                .addValue("most_cost", limit.costMicros()))
                > 0;
    }

    @Override
    public void adjust(UserId owner, LocalDate day, Amount difference) {
        jdbc.update(ADJUST, parameters(owner, day, difference));
    }

    private static MapSqlParameterSource parameters(UserId owner, LocalDate day, Amount amount) {
        return new MapSqlParameterSource()
                .addValue("user_id", owner.value())
                .addValue("day", day)
                .addValue("tokens", amount.tokens())
                .addValue("cost", amount.costMicros());
    }
}
