package io.omne.memory.adapter.postgres;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.Memories;
import io.omne.memory.application.Step;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/// State rows and events, in the one JDBC transaction that Axon's command bus opened.
@Component
class PostgresMemories implements Memories {

    private static final String FIND = "select * from memories where user_id = :user_id and id = :id";

    private static final String INSERT = """
            insert into memories (
                user_id, id, content, memory_type, source, source_id, title, tags, metadata, conversation_id,
                embedding_status, embedding_model, embedding_updated_at, embedding_error_code,
                embedding_error_message, embedding_attempts, embedding_due_at,
                created_at, updated_at, accessed_at, deleted_at, revision, version, sequence)
            values (
                :user_id, :id, :content, :memory_type, :source, :source_id, :title, :tags, :metadata::json,
                :conversation_id, :embedding_status, :embedding_model, :embedding_updated_at,
                :embedding_error_code, :embedding_error_message, :embedding_attempts, :embedding_due_at,
                :created_at, :updated_at, :created_at, :deleted_at, :revision, :version, :sequence)""";

    private static final String UPDATE = """
            update memories set
                content = :content, memory_type = :memory_type, title = :title, tags = :tags,
                metadata = :metadata::json, updated_at = :updated_at, deleted_at = :deleted_at,
                revision = :revision, version = :version,
            """;

    /// What embedding changes. Content that is not named is not written again.
    private static final String UPDATE_EMBEDDING = """
                embedding_status = :embedding_status, embedding_model = :embedding_model,
                embedding_updated_at = :embedding_updated_at, embedding_error_code = :embedding_error_code,
                embedding_error_message = :embedding_error_message, embedding_attempts = :embedding_attempts,
                embedding_due_at = :embedding_due_at, sequence = :sequence
            where user_id = :user_id and id = :id and sequence = :before""";

    /// Locks in the order of the key, as everybody who takes several rows does.
    private static final String RECORD_ACCESS = """
            with reads as (
                select m.user_id, m.id, k.at from memories m
                join unnest(:user_ids, :ids, cast(:times as timestamptz[])) as k (user_id, id, at)
                    on m.user_id = k.user_id and m.id = k.id
                order by m.user_id, m.id
                for update of m)
            update memories m set accessed_at = reads.at
            from reads where m.user_id = reads.user_id and m.id = reads.id and m.accessed_at < reads.at""";

    private final NamedParameterJdbcTemplate jdbc;
    private final EventStore events;

    PostgresMemories(NamedParameterJdbcTemplate jdbc, EventStore events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public Optional<Memory> find(MemoryKey key) {
        return jdbc
                .query(
                        FIND,
                        Map.of("user_id", key.owner().value(), "id", key.id().value()),
                        MemoryRow::read)
                .stream()
                .findFirst();
    }

    @Override
    public void save(List<Step> steps) {
        write(INSERT, steps.stream().filter(step -> step.before() == null));
        write(UPDATE + UPDATE_EMBEDDING, steps.stream().filter(step -> step.before() != null && isEdit(step)));
        write(
                "update memories set" + UPDATE_EMBEDDING,
                steps.stream().filter(step -> step.before() != null && !isEdit(step)));
        events.publish(steps.stream().flatMap(PostgresMemories::messages).toList());
    }

    @Override
    public void recordAccess(Map<MemoryKey, Instant> accesses) {
        List<MemoryKey> keys = List.copyOf(accesses.keySet());
        String[] times = keys.stream().map(accesses::get).map(Instant::toString).toArray(String[]::new);
        jdbc.update(RECORD_ACCESS, MemoryRow.keys(keys).addValue("times", times));
    }

    private void write(String sql, Stream<Step> steps) {
        SqlParameterSource[] rows = steps.map(step -> MemoryRow.parameters(step.before(), step.after()))
                .toArray(SqlParameterSource[]::new);
        if (rows.length == 0) {
            return;
        }
        for (int count : jdbc.batchUpdate(sql, rows)) {
            if (count == 0) {
                throw new ConcurrencyException("a memory has changed since it was read");
            }
        }
    }

    private static boolean isEdit(Step step) {
        Memory before = step.before();
        return before != null
                && (before.counts().version() != step.after().counts().version()
                        || before.isGone() != step.after().isGone());
    }

    private static Stream<DomainEventMessage<?>> messages(Step step) {
        List<MemoryEvent> happened = step.events();
        long first = step.after().counts().sequence() - happened.size();
        return IntStream.range(0, happened.size()).mapToObj(i -> message(first + i, happened.get(i)));
    }

    private static DomainEventMessage<?> message(long sequence, MemoryEvent event) {
        return new GenericDomainEventMessage<>(
                "Memory",
                event.id().toString(),
                sequence,
                event,
                Map.of(),
                UUID.randomUUID().toString(),
                event.at());
    }
}
