package io.omne.memory.adapter.postgres;

import io.omne.memory.application.CursorKey;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// The key that the schema was made with.
@Component
class PostgresCursorKey implements CursorKey {

    private final JdbcTemplate jdbc;

    PostgresCursorKey(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public byte[] bytes() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select key from signing_keys where purpose = 'cursor'", byte[].class));
    }
}
