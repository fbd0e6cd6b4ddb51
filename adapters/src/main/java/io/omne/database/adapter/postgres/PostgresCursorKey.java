package io.omne.database.adapter.postgres;

import io.omne.database.api.CursorKey;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads the key that was created together with the schema.
@Component
public class PostgresCursorKey implements CursorKey {

    private final JdbcTemplate jdbc;

    public PostgresCursorKey(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public byte[] bytes() {
        return Objects.requireNonNull(
                jdbc.queryForObject("select key from signing_keys where purpose = 'cursor'", byte[].class));
    }
}
