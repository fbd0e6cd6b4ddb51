package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.ExtractionStatus;
import io.omne.conversations.api.ConversationView;
import io.omne.conversations.api.ConversationView.ExtractionView;
import io.omne.conversations.api.ListConversations;
import io.omne.conversations.api.ListMessages;
import io.omne.conversations.application.reading.ConversationViews;
import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.memory.MemoryId;
import io.omne.memory.api.MemoryOrder.Direction;
import io.r2dbc.spi.ConnectionFactory;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the list over R2DBC.
@Component
class PostgresConversationViews implements ConversationViews {

    private static final String VIEWS = PackedSql.orderedRows(
            "last_at desc, id desc",
            PackedSql.uuid("id"),
            PackedSql.optionalText("title"),
            PackedSql.int8("messages"),
            PackedSql.int8("extracted"),
            PackedSql.time("started_at"),
            PackedSql.time("last_at"),
            PackedSql.optionalText("extraction_status"),
            PackedSql.optionalText("extraction_error_code"),
            PackedSql.optionalText("extraction_error_message"),
            PackedSql.optionalTime("extraction_at"));

    private static final String FIND = """
            select %s from listed_conversations where user_id = :user_id and id = :id and messages > 0""".formatted(VIEWS);

    private static final String LIST = """
            select %s from (
                select * from listed_conversations where user_id = :user_id and messages > 0 %s
                order by last_at desc, id desc limit :limit) l""";

    private static final String FIRST_PAGE = LIST.formatted(VIEWS, "");

    private static final String NEXT_PAGE = LIST.formatted(VIEWS, "and (last_at, id) < (:last_at, :id)");

    private static final String IS_ANY_BEING_DELETED = """
            select exists (select from conversations
                where user_id = :user_id and id = any(:ids) and deletion_asked_at is not null) as is_any""";

    private final CancellableReads reads;

    PostgresConversationViews(ConnectionFactory connections) {
        this.reads = new CancellableReads(connections);
    }

    @Override
    public Mono<ConversationView> find(ConversationKey key) {
        return reads.packed(FIND, parameters(key), PostgresConversationViews::view)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    @Override
    public Mono<List<ConversationView>> list(ListConversations query, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user_id", query.owner().value());
        parameters.put("limit", limit);
        ListConversations.After after = query.after();
        if (after != null) {
            parameters.put("last_at", after.lastAt().atOffset(ZoneOffset.UTC));
            parameters.put("id", after.id());
        }
        return reads.packed(after == null ? FIRST_PAGE : NEXT_PAGE, parameters, PostgresConversationViews::view);
    }

    private static ConversationView view(PackedRow row) {
        return new ConversationView(
                row.uuid(), row.optionalText(), row.int8(), row.int8(), row.time(), row.time(), extraction(row));
    }

    private static ExtractionView extraction(PackedRow row) {
        ExtractionStatus status = ConversationRows.status(row.optionalText());
        String code = row.optionalText();
        String message = row.optionalText();
        ExtractionFailure error = code == null ? null : new ExtractionFailure(code, Objects.requireNonNull(message));
        return new ExtractionView(status, error, row.optionalTime());
    }

    @Override
    public Mono<List<ListMessages.After>> messages(ListMessages query, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user_id", query.owner().value());
        parameters.put("conversation", query.conversation());
        parameters.put("limit", limit);
        ListMessages.After after = query.after();
        if (after != null) {
            parameters.put("happened_at", after.sentAt().atOffset(ZoneOffset.UTC));
            parameters.put("id", after.id().value());
        }
        return reads.packed(messages(query.direction(), after != null), parameters, row -> {
            var id = new MemoryId(row.uuid());
            return new ListMessages.After(row.time(), id);
        });
    }

    private static String messages(Direction direction, boolean isContinued) {
        String order = direction == Direction.ASC ? "asc" : "desc";
        String beyond = direction == Direction.ASC ? ">" : "<";
        return """
                select %s from (
                    select memory_id, happened_at from conversation_memories
                    where user_id = :user_id and conversation_id = :conversation and is_message %s
                    order by happened_at %3$s, memory_id %3$s limit :limit) m""".formatted(
                        PackedSql.orderedRows(
                                "happened_at %1$s, memory_id %1$s".formatted(order),
                                PackedSql.uuid("memory_id"),
                                PackedSql.time("happened_at")),
                        isContinued ? "and (happened_at, memory_id) %s (:happened_at, :id)".formatted(beyond) : "",
                        order);
    }

    @Override
    public Mono<Boolean> isAnyBeingDeleted(UserId owner, Set<UUID> conversations) {
        return reads.one(
                IS_ANY_BEING_DELETED,
                Map.of("user_id", owner.value(), "ids", conversations.toArray(UUID[]::new)),
                row -> Boolean.TRUE.equals(row.get("is_any", Boolean.class)));
    }

    private static Map<String, Object> parameters(ConversationKey key) {
        return Map.of("user_id", key.owner().value(), "id", key.id());
    }
}
