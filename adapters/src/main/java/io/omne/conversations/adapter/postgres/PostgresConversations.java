package io.omne.conversations.adapter.postgres;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.events.api.EventMessages;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads and writes state rows and appends events, in one JDBC transaction.
@Component
class PostgresConversations implements Conversations {

    private static final String FIND = "select * from conversations where user_id = :user_id and id = :id for update";

    private static final List<String> STATE = List.of(
            "title",
            "keeps_extracted",
            "deletion_asked_at",
            "extraction_status",
            "extraction_attempts",
            "extraction_losses",
            "extraction_at",
            "extraction_error_code",
            "extraction_error_message",
            "extraction_claim",
            "extraction_tokens",
            "later_due_at",
            "later_tokens",
            "deletions",
            "sequence");

    /// So that several transactions that find a new conversation wait for each other.
    private static final String BEGIN = """
            insert into conversations (user_id, id, sequence) values (:user_id, :id, 0) on conflict do nothing""";

    private static final String UPDATE =
            "update conversations set %s where user_id = :user_id and id = :id and sequence = :before"
                    .formatted(STATE.stream().map(it -> it + " = :" + it).collect(Collectors.joining(", ")));

    private static final String BEING_DELETED = """
            select * from conversations where deletion_asked_at is not null
            order by deletion_asked_at limit :limit""";

    private final NamedParameterJdbcTemplate jdbc;
    private final EventStore events;

    PostgresConversations(NamedParameterJdbcTemplate jdbc, EventStore events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public Conversation find(ConversationKey key) {
        Map<String, UUID> parameters = Map.of("user_id", key.owner().value(), "id", key.id());
        jdbc.update(BEGIN, parameters);
        return jdbc.query(FIND, parameters, (row, _) -> ConversationState.read(row))
                .getFirst();
    }

    @Override
    public Conversation save(Conversation before, ConversationEvent event) {
        Conversation after = before.next(event);
        if (jdbc.update(UPDATE, ConversationState.parameters(after).addValue("before", before.sequence())) == 0) {
            throw new ConcurrencyException("a conversation has changed since it was read");
        }
        events.publish(List.of(EventMessages.of(
                ConversationEvent.AGGREGATE_TYPE,
                event.key().aggregate(),
                event.owner().value(),
                before.sequence(),
                event,
                event.at())));
        return after;
    }

    @Override
    public List<Conversation> beingDeleted(int limit) {
        return jdbc.query(BEING_DELETED, Map.of("limit", limit), (row, _) -> ConversationState.read(row));
    }
}
