package io.omne.database.adapter.postgres;

import io.omne.database.api.DatabaseClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads PostgreSQL's `clock_timestamp()`: unlike `now()`, it advances within a transaction.
@Component
public class PostgresClock implements DatabaseClock {

    private final JdbcTemplate jdbc;

    public PostgresClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return Objects.requireNonNull(jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class))
                .toInstant();
    }
}
