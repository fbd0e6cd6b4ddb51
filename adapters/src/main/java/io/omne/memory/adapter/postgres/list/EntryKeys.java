package io.omne.memory.adapter.postgres.list;

import io.omne.memory.domain.Memory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Rows with the key of a memory, a tag if one is needed, and the time of creation.
final class EntryKeys {

    private final List<UUID> userIds = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private final List<String> times = new ArrayList<>();

    static EntryKeys of(List<Memory> memories) {
        var keys = new EntryKeys();
        memories.forEach(memory -> keys.add(memory, ""));
        return keys;
    }

    void add(Memory memory, String tag) {
        userIds.add(memory.owner().value());
        ids.add(memory.id().value());
        tags.add(tag);
        times.add(memory.lifetime().createdAt().toString());
    }

    /// Runs a statement about these rows, if there are any. Binds their columns as the arrays `user_ids`, `ids`,
    /// `tags` and `times`.
    ///
    /// @param sql with `%s` for the name of the schema
    void update(NamedParameterJdbcTemplate jdbc, String sql, String schema) {
        if (!ids.isEmpty()) {
            jdbc.update(sql.formatted(schema), parameters());
        }
    }

    private MapSqlParameterSource parameters() {
        return new MapSqlParameterSource()
                .addValue("user_ids", userIds.toArray(UUID[]::new))
                .addValue("ids", ids.toArray(UUID[]::new))
                .addValue("tags", tags.toArray(String[]::new))
                .addValue("times", times.toArray(String[]::new));
    }
}
