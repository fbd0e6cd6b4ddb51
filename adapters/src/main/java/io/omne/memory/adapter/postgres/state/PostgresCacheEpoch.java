package io.omne.memory.adapter.postgres.state;

import io.omne.memory.application.reading.CacheEpoch;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The epoch consists of a sequence and the time when PostgreSQL was started. A sequence takes no lock, and no
/// rollback resets it. The time distinguishes a promoted standby from the server that it replaced.
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
