package io.omne.conversations.adapter.postgres;

import io.omne.access.UserId;
import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.writing.Conversations;
import io.omne.conversations.domain.Conversation;
import io.omne.conversations.domain.Conversation.Deletion;
import io.omne.events.api.EventMessages;
import io.omne.memory.Title;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Reads and writes state rows and appends events, in one JDBC transaction.
@Component
class PostgresConversations implements Conversations {

    private static final String FIND = "select * from conversations where user_id = :user_id and id = :id";

    private static final String INSERT = """
            insert into conversations (user_id, id, title, keeps_extracted, deletion_asked_at, sequence)
            values (:user_id, :id, :title, :keeps_extracted, :deletion_asked_at, :sequence)
            on conflict do nothing""";

    private static final String UPDATE = """
            update conversations set title = :title, keeps_extracted = :keeps_extracted,
                deletion_asked_at = :deletion_asked_at, sequence = :sequence
            where user_id = :user_id and id = :id and sequence = :before""";

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
        return jdbc.query(FIND, Map.of("user_id", key.owner().value(), "id", key.id()), (row, _) -> read(row)).stream()
                .findFirst()
                .orElseGet(() -> Conversation.first(key));
    }

    @Override
    public void save(Conversation before, ConversationEvent event) {
        Conversation after = before.next(event);
        boolean isNew = before.sequence() == 0;
        if (jdbc.update(isNew ? INSERT : UPDATE, row(after).addValue("before", before.sequence())) == 0) {
            throw new ConcurrencyException("a conversation has changed since it was read");
        }
        events.publish(List.of(EventMessages.of(
                ConversationEvent.AGGREGATE_TYPE,
                event.key().aggregate(),
                event.owner().value(),
                before.sequence(),
                event,
                event.at())));
    }

    @Override
    public List<Conversation> beingDeleted(int limit) {
        return jdbc.query(BEING_DELETED, Map.of("limit", limit), (row, _) -> read(row));
    }

    private static MapSqlParameterSource row(Conversation it) {
        Title title = it.title();
        Deletion deletion = it.deletion();
        return new MapSqlParameterSource()
                .addValue("user_id", it.key().owner().value())
                .addValue("id", it.key().id())
                .addValue("title", title == null ? null : title.text())
                .addValue("keeps_extracted", deletion == null ? null : deletion.keepsExtracted())
                .addValue(
                        "deletion_asked_at",
                        deletion == null ? null : deletion.askedAt().atOffset(ZoneOffset.UTC))
                .addValue("sequence", it.sequence());
    }

    private static Conversation read(ResultSet row) throws SQLException {
        String title = row.getString("title");
        OffsetDateTime askedAt = row.getObject("deletion_asked_at", OffsetDateTime.class);
        return new Conversation(
                new ConversationKey(new UserId(row.getObject("user_id", UUID.class)), row.getObject("id", UUID.class)),
                title == null ? null : new Title(title),
                askedAt == null ? null : new Deletion(row.getBoolean("keeps_extracted"), askedAt.toInstant()),
                row.getLong("sequence"));
    }
}
