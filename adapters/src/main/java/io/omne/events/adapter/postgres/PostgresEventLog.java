package io.omne.events.adapter.postgres;

import io.omne.events.api.EventLog;
import io.omne.events.api.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Positions without a gap are below the high-water mark. A gap belongs to a transaction that is running or was
/// rolled back, which look the same: {@link CommittedPosition} then waits for the transactions that write, and an
/// event that is not there afterwards never will be. A transaction that only reads, or writes elsewhere, such as a
/// replay, delays nothing.
@Component
class PostgresEventLog implements EventLog {

    /// Events of other types count as positions, without an owner: otherwise they would look like gaps.
    private static final String POSITIONS = """
            select global_index, case when type in (:types) then owner end as owner from domain_events
            where global_index > :after and global_index <= :up_to order by global_index limit :limit""";

    private static final String REACHES = "select exists (select from domain_events where global_index >= :position)";

    private static final String OF_OWNER = """
            select %s from domain_events
            where owner = :owner and type in (:types) and global_index > :after and global_index <= :up_to
            order by global_index limit :limit""".formatted(EventRows.COLUMNS);

    private static final String BETWEEN = """
            select %s from domain_events
            where global_index > :after and global_index <= :up_to and type = :type
            order by global_index limit :limit""".formatted(EventRows.COLUMNS);

    /// Positions that are read at once.
    private static final int MOST = 10_000;

    private final NamedParameterJdbcTemplate jdbc;
    private final CommittedPosition committed;
    private final RecentEvents recent;
    private final EventRows rows;

    PostgresEventLog(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.committed = new CommittedPosition(jdbc);
        this.recent = new RecentEvents(jdbc);
        this.rows = new EventRows(serializer);
    }

    @Override
    public long highWaterMark(Runnable look) {
        return committed.find(look);
    }

    @Override
    public boolean reaches(long position) {
        return Boolean.TRUE.equals(jdbc.queryForObject(REACHES, Map.of("position", position), Boolean.class));
    }

    @Override
    public Owners ownersAfter(Set<String> aggregateTypes, long after) {
        List<Position> found = positions(aggregateTypes, after, Long.MAX_VALUE);
        int adjacent = 0;
        while (adjacent < found.size() && found.get(adjacent).index() == after + adjacent + 1) {
            adjacent++;
        }
        return adjacent == 0 && !found.isEmpty()
                ? afterTheGap(aggregateTypes, after)
                : owners(found.subList(0, adjacent), after + adjacent);
    }

    private Owners afterTheGap(Set<String> aggregateTypes, long after) {
        long mark = committed.find(() -> {});
        List<Position> found = positions(aggregateTypes, after, mark);
        return owners(found, found.size() < MOST ? mark : found.getLast().index());
    }

    private static Owners owners(List<Position> positions, long highWaterMark) {
        Set<UUID> owners =
                positions.stream().map(Position::owner).filter(Objects::nonNull).collect(Collectors.toSet());
        return new Owners(owners, highWaterMark);
    }

    private List<Position> positions(Set<String> aggregateTypes, long after, long upTo) {
        return jdbc.query(
                POSITIONS,
                Map.of("types", aggregateTypes, "after", after, "up_to", upTo, "limit", MOST),
                Position::read);
    }

    private record Position(long index, @Nullable UUID owner) {

        static Position read(ResultSet row, int number) throws SQLException {
            return new Position(row.getLong("global_index"), row.getObject("owner", UUID.class));
        }
    }

    @Override
    public List<RecordedEvent> ofOwner(Set<String> aggregateTypes, UUID owner, long after, long upTo, int limit) {
        return jdbc.query(
                OF_OWNER,
                Map.of("types", aggregateTypes, "owner", owner, "after", after, "up_to", upTo, "limit", limit),
                (row, _) -> rows.read(row));
    }

    @Override
    public List<RecordedEvent> between(String aggregateType, long after, long upTo, int limit) {
        return jdbc.query(
                BETWEEN,
                Map.of("type", aggregateType, "after", after, "up_to", upTo, "limit", limit),
                (row, _) -> rows.read(row));
    }

    @Override
    public Recent recent(Duration window, int limit) {
        return recent.count(window, limit);
    }
}
