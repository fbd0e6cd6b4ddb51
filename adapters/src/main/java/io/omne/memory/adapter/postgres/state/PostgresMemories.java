package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.events.api.EventMessages;
import io.omne.events.api.GroupedWrites;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Component;

/// Reads and writes state rows and appends events, in one JDBC transaction: see {@link GroupedWrites}.
@Component
class PostgresMemories implements Memories {

    private static final String FIND = "select * from memories where user_id = :user_id and id = :id";

    private static final String LOCKED = """
            select * from memories where user_id = :user_id and id = any(:ids) order by id for update""";

    private static final String EXISTING =
            "select id from memories where user_id = :user_id and id = any(:ids) and deleted_at is null";

    /// Records that the list does not show this write of the owner yet.
    private static final String AWAIT_LISTING =
            "insert into unlisted_writes (user_id, id, sequence) values (:user_id, :id, :sequence)";

    /// Locks in the order of the key, as every transaction that locks several rows does.
    private static final String RECORD_ACCESS = """
            insert into memory_accesses as a (user_id, id, accessed_at)
            select m.user_id, m.id, k.at from memories m
            join unnest(:user_ids, :ids, cast(:times as timestamptz[])) as k (user_id, id, at)
                on m.user_id = k.user_id and m.id = k.id
            where m.deleted_at is null
            order by m.user_id, m.id
            on conflict (user_id, id) do update set accessed_at = excluded.accessed_at
                where a.accessed_at < excluded.accessed_at""";

    private final NamedParameterJdbcTemplate jdbc;
    private final MemoryTable table;
    private final EventStore events;
    private final GroupedWrites.Writer<Transition> saved = this::write;

    PostgresMemories(NamedParameterJdbcTemplate jdbc, EventStore events) {
        this.jdbc = jdbc;
        this.table = new MemoryTable(jdbc, "memories", true, "deleted_at");
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
    public List<Memory> locked(UserId owner, Collection<MemoryId> ids) {
        return jdbc.query(LOCKED, Map.of("user_id", owner.value(), "ids", MemoryRow.values(ids)), MemoryRow::read);
    }

    @Override
    public Set<MemoryId> existing(UserId owner, Collection<MemoryId> ids) {
        return Set.copyOf(jdbc.query(
                EXISTING,
                Map.of("user_id", owner.value(), "ids", MemoryRow.values(ids)),
                (row, _) -> new MemoryId(row.getObject("id", UUID.class))));
    }

    @Override
    public void save(List<Transition> steps) {
        GroupedWrites.addAll(saved, steps);
        events.publish(steps.stream().flatMap(PostgresMemories::messages).toList());
    }

    private void write(List<Transition> steps) {
        boolean fits = table.write(steps.stream()
                .map(step -> new MemoryTable.Row(step.before(), step.after()))
                .toList());
        if (!fits) {
            throw new ConcurrencyException("a memory has changed since it was read");
        }
        jdbc.batchUpdate(
                AWAIT_LISTING,
                steps.stream()
                        .filter(step -> step.events().stream().anyMatch(MemoryEvent::ofOwner))
                        .map(step -> MemoryRow.parameters(step.before(), step.after()))
                        .toArray(SqlParameterSource[]::new));
    }

    @Override
    public void recordAccess(Map<MemoryKey, Instant> accesses) {
        List<MemoryKey> keys = List.copyOf(accesses.keySet());
        String[] times = keys.stream().map(accesses::get).map(Instant::toString).toArray(String[]::new);
        jdbc.update(RECORD_ACCESS, MemoryRow.keys(keys).addValue("times", times));
    }

    private static Stream<DomainEventMessage<?>> messages(Transition step) {
        List<MemoryEvent> happened = step.events();
        long first = step.after().counts().sequence() - happened.size();
        return IntStream.range(0, happened.size()).mapToObj(i -> message(first + i, happened.get(i)));
    }

    private static DomainEventMessage<?> message(long sequence, MemoryEvent event) {
        return EventMessages.of(
                MemoryEvent.AGGREGATE_TYPE, event.id().toString(), event.owner().value(), sequence, event, event.at());
    }
}
