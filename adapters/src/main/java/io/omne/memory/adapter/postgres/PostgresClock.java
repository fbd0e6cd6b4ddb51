package io.omne.memory.adapter.postgres;

import io.omne.memory.application.DatabaseClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// PostgreSQL's `clock_timestamp()`: unlike `now()` it goes on within a transaction.
@Component
class PostgresClock implements DatabaseClock {

    private final JdbcTemplate jdbc;

    PostgresClock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Instant now() {
        return Objects.requireNonNull(jdbc.queryForObject("select clock_timestamp()", OffsetDateTime.class))
                .toInstant();
    }
}
