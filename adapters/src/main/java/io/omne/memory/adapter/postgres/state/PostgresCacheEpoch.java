package io.omne.memory.adapter.postgres.state;

import io.omne.memory.application.reading.CacheEpoch;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// A sequence, which takes no lock and which no rollback takes back, and when PostgreSQL was started, which tells a
/// standby that was promoted from the server whose place it took.
@Component
class PostgresCacheEpoch implements CacheEpoch {

    private static final String CURRENT = """
            select last_value + is_called::int || '@' || extract(epoch from pg_postmaster_start_time())
            from cache_epoch""";

    private final JdbcTemplate jdbc;

    PostgresCacheEpoch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String current() {
        return Objects.requireNonNull(jdbc.queryForObject(CURRENT, String.class));
    }

    @Override
    public void advance() {
        jdbc.queryForObject("select nextval('cache_epoch')", Long.class);
    }
}
