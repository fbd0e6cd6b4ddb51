package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.adapter.postgres.ChangedCounts.Change;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// The numbers and times in the list of conversations. The lists of the users must be locked.
final class ConversationCounts {

    private static final String ADD = """
            insert into listed_conversations as l (user_id, id, messages, extracted)
            select * from unnest(:user_ids, :ids, cast(:messages as bigint[]), cast(:extracted as bigint[]))
            on conflict (user_id, id) do update
            set messages = l.messages + excluded.messages, extracted = l.extracted + excluded.extracted""";

    /// Reads the first and the last entry of a range of an index.
    private static final String TIMES = """
            update listed_conversations l set
                started_at = (select m.happened_at from conversation_memories m
                    where m.user_id = l.user_id and m.conversation_id = l.id and m.is_message
                    order by m.happened_at limit 1),
                last_at = (select m.happened_at from conversation_memories m
                    where m.user_id = l.user_id and m.conversation_id = l.id and m.is_message
                    order by m.happened_at desc limit 1)
            from unnest(:user_ids, :ids) as k (user_id, id)
            where l.user_id = k.user_id and l.id = k.id""";

    private static final String REMOVE_EMPTY = """
            delete from listed_conversations l using unnest(:user_ids, :ids) as k (user_id, id)
            where l.user_id = k.user_id and l.id = k.id and l.messages = 0 and l.extracted = 0
                and l.title is null and l.extraction_status is null""";

    private final NamedParameterJdbcTemplate jdbc;

    ConversationCounts(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param others conversations of which something else has changed
    void update(ChangedCounts changed, Collection<ConversationKey> others) {
        Map<ConversationKey, Change> changes = changed.changes();
        List<ConversationKey> keys = List.copyOf(changes.keySet());
        if (!keys.isEmpty()) {
            List<Change> values = keys.stream()
                    .map(key -> Objects.requireNonNull(changes.get(key)))
                    .toList();
            MapSqlParameterSource rows = ConversationRows.keys(keys)
                    .addValue("messages", values.stream().map(Change::messages).toArray(Long[]::new))
                    .addValue(
                            "extracted", values.stream().map(Change::extracted).toArray(Long[]::new));
            jdbc.update(ADD, rows);
            jdbc.update(TIMES, ConversationRows.keys(keys));
        }
        Set<ConversationKey> all = new HashSet<>(keys);
        all.addAll(others);
        if (!all.isEmpty()) {
            jdbc.update(REMOVE_EMPTY, ConversationRows.keys(all));
        }
    }
}
