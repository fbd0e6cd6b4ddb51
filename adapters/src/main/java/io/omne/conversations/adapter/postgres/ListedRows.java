package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.listing.ConversationMemory;
import io.omne.conversations.application.listing.ListedState;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads the rows of the list, for its rebuild and verification. Takes part in the current transaction.
final class ListedRows {

    private static final UUID LEAST = new UUID(0, 0);

    private static final String MEMORIES = """
            select m.* from unnest(:user_ids, :memory_ids) as k (user_id, memory_id)
            join conversation_memories m on m.user_id = k.user_id and m.memory_id = k.memory_id""";

    private static final String NEXT_MEMORIES = """
            select user_id, memory_id from conversation_memories where (user_id, memory_id) > (:user_id, :id)
            order by user_id, memory_id limit :limit""";

    private static final String NEXT_CONVERSATIONS = """
            select user_id, id from listed_conversations where (user_id, id) > (:user_id, :id)
            order by user_id, id limit :limit""";

    private static final String LISTED = """
            select l.user_id, l.id from unnest(:user_ids, :ids) as k (user_id, id)
            join listed_conversations l on l.user_id = k.user_id and l.id = k.id""";

    private static final String UNLISTED_CONVERSATIONS = """
            select distinct m.user_id, m.conversation_id as id from conversation_memories m
            where (m.user_id, m.conversation_id) > (:user_id, :id)
                and not exists (select from listed_conversations l
                    where l.user_id = m.user_id and l.id = m.conversation_id)
            order by m.user_id, m.conversation_id limit :limit""";

    /// What rows must have, by the memories of their conversations and by their states.
    private static final String EXPECTED = """
            select k.user_id, k.id, k.title, k.status, k.at, k.code, k.message,
                count(m.memory_id) filter (where m.is_message) as messages,
                count(m.memory_id) filter (where not m.is_message) as extracted,
                min(m.happened_at) filter (where m.is_message) as started_at,
                max(m.happened_at) filter (where m.is_message) as last_at
            from unnest(:user_ids, :ids, :titles, :statuses, cast(:times as timestamptz[]), :codes, :messages)
                as k (user_id, id, title, status, at, code, message)
            left join conversation_memories m on m.user_id = k.user_id and m.conversation_id = k.id
            group by k.user_id, k.id, k.title, k.status, k.at, k.code, k.message""";

    private static final String DIFFERING = """
            select e.user_id, e.id from (%s) e
            left join listed_conversations l on l.user_id = e.user_id and l.id = e.id
            where (l.id is not null or e.messages > 0 or e.extracted > 0 or e.title is not null
                    or e.status is not null)
                and (coalesce(l.messages, -1), coalesce(l.extracted, -1), l.title, l.started_at, l.last_at,
                        l.extraction_status, l.extraction_at, l.extraction_error_code, l.extraction_error_message)
                    is distinct from (e.messages, e.extracted, e.title, e.started_at, e.last_at,
                        e.status, e.at, e.code, e.message)""".formatted(EXPECTED);

    private static final String REPLACE = """
            insert into listed_conversations (user_id, id, title, messages, extracted, started_at, last_at,
                extraction_status, extraction_at, extraction_error_code, extraction_error_message)
            select user_id, id, title, messages, extracted, started_at, last_at, status, at, code, message
            from (%s) e
            on conflict (user_id, id) do update set title = excluded.title, messages = excluded.messages,
                extracted = excluded.extracted, started_at = excluded.started_at, last_at = excluded.last_at,
                extraction_status = excluded.extraction_status, extraction_at = excluded.extraction_at,
                extraction_error_code = excluded.extraction_error_code,
                extraction_error_message = excluded.extraction_error_message""".formatted(EXPECTED);

    private final NamedParameterJdbcTemplate jdbc;

    ListedRows(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Map<MemoryKey, ConversationMemory> of(Collection<MemoryKey> keys) {
        Map<MemoryKey, ConversationMemory> rows = new HashMap<>();
        jdbc.query(MEMORIES, ConversationRows.memoryKeys(keys), row -> {
            ConversationMemory memory = ConversationRows.memory(row);
            rows.put(memory.key(), memory);
        });
        return rows;
    }

    /// All memories of the list, in pages.
    void eachMemory(int limit, Consumer<List<MemoryKey>> each) {
        var first = new MemoryKey(new UserId(LEAST), new MemoryId(LEAST));
        List<MemoryKey> page = memoriesAfter(first, limit);
        while (!page.isEmpty()) {
            each.accept(page);
            page = memoriesAfter(page.getLast(), limit);
        }
    }

    private List<MemoryKey> memoriesAfter(MemoryKey key, int limit) {
        return after(NEXT_MEMORIES, key.owner(), key.id().value(), limit, (row, _) -> ConversationRows.memoryKey(row));
    }

    /// All conversations of the list, and then those that have memories and are not listed, in pages.
    void eachConversation(int limit, Consumer<List<ConversationKey>> each) {
        for (String next : List.of(NEXT_CONVERSATIONS, UNLISTED_CONVERSATIONS)) {
            List<ConversationKey> page = after(next, new ConversationKey(new UserId(LEAST), LEAST), limit);
            while (!page.isEmpty()) {
                each.accept(page);
                page = after(next, page.getLast(), limit);
            }
        }
    }

    private List<ConversationKey> after(String sql, ConversationKey key, int limit) {
        return after(sql, key.owner(), key.id(), limit, (row, _) -> ConversationRows.key(row, "id"));
    }

    /// Those of the conversations that are not listed.
    List<ConversationKey> unlisted(List<ConversationKey> keys) {
        var listed = new HashSet<>(
                jdbc.query(LISTED, ConversationRows.keys(keys), (row, _) -> ConversationRows.key(row, "id")));
        return keys.stream().filter(it -> !listed.contains(it)).toList();
    }

    private <T> List<T> after(String sql, UserId owner, UUID id, int limit, RowMapper<T> row) {
        return jdbc.query(sql, Map.of("user_id", owner.value(), "id", id, "limit", limit), row);
    }

    /// Those of the conversations whose row is not as their memories and their states say.
    List<ConversationKey> differing(Map<ConversationKey, ListedState> states) {
        return jdbc.query(DIFFERING, ListedStates.parameters(states), (row, _) -> ConversationRows.key(row, "id"));
    }

    /// Writes the rows of these conversations anew. The lists of the users must be locked.
    void replace(Map<ConversationKey, ListedState> states) {
        jdbc.update(REPLACE, ListedStates.parameters(states));
    }
}
