package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extraction.UnextractedMessages;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// The queue of conversations is their state rows. Their messages have rows until they have been read.
@Component
class PostgresUnextractedMessages implements UnextractedMessages {

    private static final String IS_DUE = """
            extraction_status in ('pending', 'processing')
                and (extraction_status = 'processing' or deletion_asked_at is null)""";

    private static final String IS_ANY_DUE = """
            select exists (select from conversations where %s and extraction_at <= clock_timestamp())""".formatted(IS_DUE);

    private static final String DUE = """
            select user_id, id from conversations where %s and extraction_at <= :now
            order by extraction_at limit 1 for update skip locked""".formatted(IS_DUE);

    private static final String LEFT_ASIDE_BETWEEN = """
            select c.user_id, c.id from unextracted_messages u
            join conversations c on c.user_id = u.user_id and c.id = u.conversation_id
            where u.left_aside_at >= :from and u.left_aside_at < :to and c.deletion_asked_at is null
            order by u.left_aside_at limit 1 for update of c skip locked""";

    private static final String ADD = """
            insert into unextracted_messages (user_id, conversation_id, id)
            select :user_id, :conversation, k.id from unnest(:ids) as k (id)
            on conflict do nothing""";

    private static final String ADD_ALL = """
            insert into unextracted_messages (user_id, conversation_id, id)
            select user_id, conversation_id, memory_id from conversation_memories
            where user_id = :user_id and conversation_id = :conversation and is_message
            on conflict (user_id, id) do update set left_aside_at = null where unextracted_messages.left_aside_at is not null""";

    private static final String TAKE_UP_AGAIN = """
            update unextracted_messages set left_aside_at = null
            where user_id = :user_id and conversation_id = :conversation and left_aside_at is not null""";

    private static final String LEFT_ASIDE = """
            select count(*) from unextracted_messages
            where user_id = :user_id and conversation_id = :conversation and left_aside_at is not null""";

    private static final String LEAVE_ASIDE = """
            update unextracted_messages set left_aside_at = :at
            where user_id = :user_id and conversation_id = :conversation and id = any(:ids)""";

    private static final String FIND = """
            select id from unextracted_messages
            where user_id = :user_id and conversation_id = :conversation and left_aside_at is null
            order by id limit :limit""";

    private static final String REMOVE = """
            delete from unextracted_messages
            where user_id = :user_id and conversation_id = :conversation and id = any(:ids)""";

    private static final String REMOVE_DELETED = """
            delete from unextracted_messages u using unnest(:user_ids, :memory_ids) as k (user_id, id)
            where u.user_id = k.user_id and u.id = k.id""";

    private static final String BEFORE = """
            select memory_id as id from conversation_memories
            where user_id = :user_id and conversation_id = :conversation and is_message
                and (happened_at, memory_id) < (:sent_at, :message)
            order by happened_at desc, memory_id desc limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;

    PostgresUnextractedMessages(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean isAnyDue() {
        return Boolean.TRUE.equals(jdbc.queryForObject(IS_ANY_DUE, Map.of(), Boolean.class));
    }

    @Override
    public Optional<ConversationKey> due(Instant now) {
        return first(DUE, Map.of("now", now.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public Optional<ConversationKey> leftAsideBetween(Instant from, Instant to) {
        return first(
                LEFT_ASIDE_BETWEEN, Map.of("from", from.atOffset(ZoneOffset.UTC), "to", to.atOffset(ZoneOffset.UTC)));
    }

    private Optional<ConversationKey> first(String sql, Map<String, ?> parameters) {
        return jdbc.query(sql, parameters, (row, _) -> ConversationRows.key(row, "id")).stream()
                .findFirst();
    }

    @Override
    public void add(Map<ConversationKey, ? extends Collection<MemoryId>> messages) {
        messages.forEach((key, ids) -> jdbc.update(ADD, parameters(key).addValue("ids", values(ids))));
    }

    @Override
    public void addAll(ConversationKey key) {
        jdbc.update(ADD_ALL, parameters(key));
    }

    @Override
    public void leaveAside(ConversationKey key, Collection<MemoryId> messages, Instant at) {
        jdbc.update(
                LEAVE_ASIDE,
                parameters(key).addValue("ids", values(messages)).addValue("at", at.atOffset(ZoneOffset.UTC)));
    }

    @Override
    public int leftAside(ConversationKey key) {
        Integer count = jdbc.queryForObject(LEFT_ASIDE, parameters(key), Integer.class);
        return count == null ? 0 : count;
    }

    @Override
    public void takeUpAgain(ConversationKey key) {
        jdbc.update(TAKE_UP_AGAIN, parameters(key));
    }

    @Override
    public List<MemoryId> find(ConversationKey key, int limit) {
        return ids(FIND, parameters(key).addValue("limit", limit));
    }

    @Override
    public void remove(ConversationKey key, Collection<MemoryId> messages) {
        jdbc.update(REMOVE, parameters(key).addValue("ids", values(messages)));
    }

    @Override
    public void removeDeleted(Collection<MemoryKey> messages) {
        jdbc.update(REMOVE_DELETED, ConversationRows.memoryKeys(messages));
    }

    @Override
    public List<MemoryId> before(ConversationKey key, Instant sentAt, MemoryId message, int limit) {
        return ids(
                        BEFORE,
                        parameters(key)
                                .addValue("sent_at", sentAt.atOffset(ZoneOffset.UTC))
                                .addValue("message", message.value())
                                .addValue("limit", limit))
                .reversed();
    }

    private List<MemoryId> ids(String sql, MapSqlParameterSource parameters) {
        return jdbc.query(sql, parameters, (row, _) -> new MemoryId(row.getObject("id", UUID.class)));
    }

    private static UUID[] values(Collection<MemoryId> ids) {
        return ConversationRows.uuids(ids.stream().map(MemoryId::value));
    }

    private static MapSqlParameterSource parameters(ConversationKey key) {
        return new MapSqlParameterSource()
                .addValue("user_id", key.owner().value())
                .addValue("conversation", key.id());
    }
}
