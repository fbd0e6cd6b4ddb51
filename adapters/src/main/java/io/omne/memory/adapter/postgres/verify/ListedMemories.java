package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.StoredRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// Single memories, as they are and as the list has them.
final class ListedMemories {

    private static final String STATES = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id""";

    private static final String ENTRIES = """
            select e.*, null::timestamptz as deleted_at from memory_list.entries e
            join unnest(:user_ids, :ids) as k (user_id, id) on e.user_id = k.user_id and e.id = k.id""";

    private static final String DEAD_LETTERS = """
            select distinct sequence_identifier from dead_letter_entry
            where processing_group = 'memory-list' and sequence_identifier = any(:ids)""";

    private static final String LAST_EVENTS = """
            select aggregate_identifier, max(global_index) as last from domain_events
            where aggregate_identifier = any(:ids) group by aggregate_identifier""";

    private final NamedParameterJdbcTemplate jdbc;
    private final StoredEvents events;
    private final Serializer serializer;

    ListedMemories(NamedParameterJdbcTemplate jdbc, StoredEvents events, Serializer serializer) {
        this.jdbc = jdbc;
        this.events = events;
        this.serializer = serializer;
    }

    /// @param entry as the list has it, null where it has not
    /// @param state as its events say, or as its row is where they are not whole; null where there is neither
    /// @param isDeadLetter whether the list could not take an event of it
    /// @param isPassed whether the list has nothing more to come of it
    record Listed(
            MemoryKey key,
            @Nullable StoredRow entry,
            @Nullable StoredRow state,
            boolean isDeadLetter,
            boolean isPassed) {}

    ListPosition position() {
        return ListPosition.read(jdbc.getJdbcTemplate(), serializer);
    }

    List<Listed> find(Collection<MemoryKey> keys) {
        Map<MemoryKey, StoredRow> entries = rows(ENTRIES, keys);
        Map<MemoryKey, StoredRow> states = rows(STATES, keys);
        states.putAll(folded(keys));
        Set<String> dead = deadLetters(keys);
        Map<String, Long> last = lastEvents(keys);
        ListPosition position = position();
        return keys.stream()
                .map(key -> {
                    String id = key.id().toString();
                    boolean isPassed = position.hasPassed(last.getOrDefault(id, 0L));
                    return new Listed(key, entries.get(key), states.get(key), dead.contains(id), isPassed);
                })
                .toList();
    }

    private Map<MemoryKey, StoredRow> rows(String sql, Collection<MemoryKey> keys) {
        return new HashMap<>(jdbc.query(sql, MemoryRow.keys(keys), StoredRow::read).stream()
                .collect(Collectors.toMap(StoredRow::key, Function.identity())));
    }

    private Map<MemoryKey, StoredRow> folded(Collection<MemoryKey> keys) {
        Set<UUID> ids = keys.stream().map(key -> key.id().value()).collect(Collectors.toSet());
        var folded = new HashMap<MemoryKey, StoredRow>();
        events.fold(ids, (_, folding) -> {
            StoredRow row = folding.row();
            if (row != null && keys.contains(row.key())) {
                folded.put(row.key(), row);
            }
        });
        return folded;
    }

    private Set<String> deadLetters(Collection<MemoryKey> keys) {
        return new HashSet<>(jdbc.queryForList(DEAD_LETTERS, ids(keys), String.class));
    }

    private Map<String, Long> lastEvents(Collection<MemoryKey> keys) {
        var last = new HashMap<String, Long>();
        jdbc.query(LAST_EVENTS, ids(keys), row -> {
            last.put(row.getString("aggregate_identifier"), row.getLong("last"));
        });
        return last;
    }

    private static SqlParameterSource ids(Collection<MemoryKey> keys) {
        return new MapSqlParameterSource(
                "ids", keys.stream().map(MemoryKey::id).map(MemoryId::toString).toArray(String[]::new));
    }
}
