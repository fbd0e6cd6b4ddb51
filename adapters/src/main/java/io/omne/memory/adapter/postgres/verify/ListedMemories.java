package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.ProcessorPositions;
import io.omne.events.api.ProcessorPositions.Position;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.application.MemoryJobs;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads single memories, as they are and as the list has them.
final class ListedMemories {

    private static final String STATES = """
            select m.* from memories m
            join unnest(:user_ids, :ids) as k (user_id, id) on m.user_id = k.user_id and m.id = k.id""";

    private static final String ENTRIES = """
            select e.*, null::timestamptz as deleted_at from memory_list.entries e
            join unnest(:user_ids, :ids) as k (user_id, id) on e.user_id = k.user_id and e.id = k.id""";

    private final NamedParameterJdbcTemplate jdbc;
    private final AggregateEvents events;
    private final ProcessorPositions positions;
    private final EventReplays replays;

    ListedMemories(NamedParameterJdbcTemplate jdbc, AggregateEvents events, ProcessorPositions positions) {
        this.jdbc = jdbc;
        this.events = events;
        this.positions = positions;
        this.replays = new EventReplays(events);
    }

    /// @param entry the entry of the list, null if there is none
    /// @param state the state from its events, or from its row if the events are incomplete; null if there is
    ///     neither
    /// @param isDeadLetter whether the list could not apply an event of the memory
    /// @param isPassed whether the processor has passed the last event of the memory
    record Listed(
            MemoryKey key,
            @Nullable StoredRow entry,
            @Nullable StoredRow state,
            boolean isDeadLetter,
            boolean isPassed) {}

    Position position() {
        return positions.of(MemoryJobs.LIST_PROCESSOR);
    }

    List<Listed> find(Collection<MemoryKey> keys) {
        Map<MemoryKey, StoredRow> entries = rows(ENTRIES, keys);
        Map<MemoryKey, StoredRow> states = rows(STATES, keys);
        states.putAll(folded(keys));
        List<String> ids =
                keys.stream().map(MemoryKey::id).map(MemoryId::toString).toList();
        Set<String> dead = positions.deadLetters(MemoryJobs.LIST_PROCESSOR, ids);
        Map<String, Long> last = events.lastPositions(ids);
        Position position = position();
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
        replays.read(ids, replay -> {
            StoredRow row = replay.row();
            if (row != null && keys.contains(row.key())) {
                folded.put(row.key(), row);
            }
        });
        return folded;
    }
}
