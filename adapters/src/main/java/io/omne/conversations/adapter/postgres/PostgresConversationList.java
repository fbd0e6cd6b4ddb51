package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.listing.ConversationChange;
import io.omne.conversations.application.listing.ConversationChange.Added;
import io.omne.conversations.application.listing.ConversationChange.Changed;
import io.omne.conversations.application.listing.ConversationChange.Moved;
import io.omne.conversations.application.listing.ConversationChange.Removed;
import io.omne.conversations.application.listing.ConversationList;
import io.omne.conversations.application.listing.ConversationMemory;
import io.omne.memory.MemoryKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Writes the list. Each kind of change takes one statement, however many there are: new memories first, then those
/// that moved, then those that were removed, which is the order of the events of one memory.
@Component
class PostgresConversationList implements ConversationList {

    /// The bytes of the first key are "conv".
    private static final String LOCK = """
            select pg_advisory_xact_lock(1668247158, k.key)
            from (select distinct hashtext(u.id::text) as key from unnest(:users) as u (id) order by 1) k""";

    private static final String ADD = """
            insert into conversation_memories as m
                (user_id, memory_id, conversation_id, is_message, happened_at, created_at)
            select * from unnest(:user_ids, :memory_ids, :conversation_ids, :are_messages,
                cast(:happened_at as timestamptz[]), cast(:created_at as timestamptz[]))
            on conflict do nothing
            returning user_id, conversation_id, is_message""";

    private static final String MOVE = """
            update conversation_memories m set happened_at = coalesce(k.occurred_at, m.created_at)
            from unnest(:user_ids, :memory_ids, cast(:occurred_at as timestamptz[]))
                as k (user_id, memory_id, occurred_at)
            where m.user_id = k.user_id and m.memory_id = k.memory_id
            returning m.user_id, m.conversation_id, m.is_message""";

    private static final String REMOVE = """
            delete from conversation_memories m using unnest(:user_ids, :memory_ids) as k (user_id, memory_id)
            where m.user_id = k.user_id and m.memory_id = k.memory_id
            returning m.user_id, m.conversation_id, m.is_message""";

    private final NamedParameterJdbcTemplate jdbc;
    private final ConversationCounts counts;
    private final ListedStates states;

    PostgresConversationList(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.counts = new ConversationCounts(jdbc);
        this.states = new ListedStates(jdbc);
    }

    @Override
    public void apply(List<ConversationChange> changes) {
        lock(changes.stream().map(ConversationChange::owner).toList());
        var added = new ArrayList<ConversationMemory>();
        Map<MemoryKey, Moved> moved = new LinkedHashMap<>();
        var removed = new ArrayList<MemoryKey>();
        var events = new ArrayList<ConversationEvent>();
        for (ConversationChange change : changes) {
            switch (change) {
                case Added it -> added.add(it.memory());
                case Moved it -> moved.put(it.key(), it);
                case Removed it -> removed.add(it.key());
                case Changed it -> events.add(it.event());
            }
        }
        var changed = new ChangedCounts();
        run(ADD, ConversationRows.memories(added), added).forEach(it -> changed.add(it, 1));
        run(MOVE, moves(moved.values()), moved.keySet()).forEach(it -> changed.add(it, 0));
        run(REMOVE, ConversationRows.memoryKeys(removed), removed).forEach(it -> changed.add(it, -1));
        counts.update(changed, states.apply(events));
    }

    /// Locks the lists of these users until the current transaction ends.
    void lock(Collection<UUID> users) {
        jdbc.query(LOCK, Map.of("users", users.toArray(UUID[]::new)), _ -> {});
    }

    /// A memory that was changed.
    record Row(ConversationKey conversation, boolean isMessage) {

        private static Row read(ResultSet row, int number) throws SQLException {
            return new Row(ConversationRows.key(row, "conversation_id"), row.getBoolean("is_message"));
        }
    }

    private Stream<Row> run(String sql, MapSqlParameterSource parameters, Collection<?> changes) {
        return changes.isEmpty() ? Stream.empty() : jdbc.query(sql, parameters, Row::read).stream();
    }

    private static MapSqlParameterSource moves(Collection<Moved> moved) {
        return ConversationRows.memoryKeys(moved.stream().map(Moved::key).toList())
                .addValue("occurred_at", ConversationRows.times(moved.stream().map(Moved::occurredAt)));
    }
}
