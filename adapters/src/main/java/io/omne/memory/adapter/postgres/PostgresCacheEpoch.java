package io.omne.memory.adapter.postgres;

import io.omne.memory.application.CacheEpoch;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// A sequence: it takes no lock, and no rollback takes it back.
@Component
class PostgresCacheEpoch implements CacheEpoch {

    private final JdbcTemplate jdbc;

    PostgresCacheEpoch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long current() {
        return read("select last_value + is_called::int from cache_epoch");
    }

    @Override
    public void advance() {
        read("select nextval('cache_epoch')");
    }

    private long read(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }
}
