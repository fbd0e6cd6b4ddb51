package io.omne.memory.adapter.postgres.embedding;

import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.ReadableMemories;
import io.omne.memory.application.embedding.EmbeddedMemories;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class PostgresEmbeddedMemories implements EmbeddedMemories {

    private static final String COMPLETED = """
            select m.user_id, m.id, m.embedding_status = 'completed' and m.deleted_at is null as completed
            from memories m where (m.user_id, m.id) > (:user_id, :id)
            order by m.user_id, m.id limit :limit""";

    private static final String FIND = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresEmbeddedMemories(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Page completed(MemoryKey after, int limit) {
        var parameters = new MapSqlParameterSource("limit", limit)
                .addValue("user_id", after.owner().value())
                .addValue("id", after.id().value());
        var lookedAt = new ArrayList<MemoryKey>();
        var completed = new ArrayList<MemoryKey>();
        jdbc.query(COMPLETED, parameters, row -> {
            MemoryKey key = MemoryRow.key(row);
            lookedAt.add(key);
            if (row.getBoolean("completed")) {
                completed.add(key);
            }
        });
        return new Page(completed, lookedAt.size() < limit ? null : lookedAt.getLast());
    }

    @Override
    public Found find(Collection<MemoryKey> keys) {
        if (keys.isEmpty()) {
            return new Found(List.of(), List.of());
        }
        var found = new ReadableMemories();
        jdbc.query(FIND, MemoryRow.keys(keys), found);
        return new Found(found.readable(), found.unreadable());
    }
}
