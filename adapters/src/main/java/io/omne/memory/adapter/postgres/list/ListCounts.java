package io.omne.memory.adapter.postgres.list;

import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.domain.Memory;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Maintains the numbers of memories in a list, so that a query need not count them.
///
/// Locks rows in the order of their key, so that two transactions which share some rows do not deadlock.
final class ListCounts {

    private static final String MOVE_CELLS = """
            insert into %s.cells as c (user_id, embedding_status, memory_type, source, memories)
            select * from unnest(:user_ids, :a, :b, :c, :moves) order by 1, 2, 3, 4
            on conflict (user_id, embedding_status, memory_type, source)
            do update set memories = c.memories + excluded.memories""";

    private static final String MOVE_TAGS = """
            insert into %s.tag_counts as c (user_id, tag, other, memories)
            select * from unnest(:user_ids, :a, :b, :moves) order by 1, 2, 3
            on conflict (user_id, tag, other) do update set memories = c.memories + excluded.memories""";

    private static final String FORGET_TAGS = """
            delete from %s.tag_counts c using unnest(:user_ids, :a, :b) as k (user_id, tag, other)
            where c.user_id = k.user_id and c.tag = k.tag collate "C" and c.other = k.other collate "C"
            and c.memories = 0""";

    private final NamedParameterJdbcTemplate jdbc;
    private final String schema;

    ListCounts(NamedParameterJdbcTemplate jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    void move(Collection<Entry> changes) {
        Map<Counted, Long> cells = moves(changes, Counted::cells);
        update(MOVE_CELLS, cells);
        Map<Counted, Long> tags = moves(changes, Counted::tags);
        update(MOVE_TAGS, tags);
        tags.values().removeIf(move -> move > 0);
        update(FORGET_TAGS, tags);
    }

    private static Map<Counted, Long> moves(Collection<Entry> changes, Function<Memory, Stream<Counted>> counted) {
        var moves = new HashMap<Counted, Long>();
        for (Entry change : changes) {
            shown(change.before()).flatMap(counted).forEach(it -> moves.merge(it, -1L, Long::sum));
            shown(change.after()).flatMap(counted).forEach(it -> moves.merge(it, 1L, Long::sum));
        }
        moves.values().removeIf(move -> move == 0);
        return moves;
    }

    private static Stream<Memory> shown(@Nullable Memory memory) {
        return memory == null || memory.isGone() ? Stream.empty() : Stream.of(memory);
    }

    private void update(String sql, Map<Counted, Long> moves) {
        if (moves.isEmpty()) {
            return;
        }
        List<Counted> keys = List.copyOf(moves.keySet());
        jdbc.update(
                sql.formatted(schema),
                new MapSqlParameterSource()
                        .addValue("user_ids", keys.stream().map(Counted::owner).toArray(UUID[]::new))
                        .addValue("a", keys.stream().map(Counted::a).toArray(String[]::new))
                        .addValue("b", keys.stream().map(Counted::b).toArray(String[]::new))
                        .addValue("c", keys.stream().map(Counted::c).toArray(String[]::new))
                        .addValue("moves", keys.stream().map(moves::get).toArray(Long[]::new)));
    }
}
