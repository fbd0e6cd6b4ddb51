package io.omne.memory.adapter.postgres.feed;

import io.omne.access.UserId;
import io.omne.memory.MemoryEvent;
import io.omne.memory.adapter.postgres.CommittedPosition;
import io.omne.memory.adapter.postgres.verify.StoredEvents;
import io.omne.memory.application.reading.MemoryHistory.Happening;
import io.omne.memory.application.streaming.EventFeed;
import io.omne.memory.application.streaming.StreamedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// The event store, followed by its global index.
///
/// Indexes without a gap are settled. A gap is either a transaction that is under way or one that was given
/// up, which cannot be told apart by looking at it: {@link CommittedPosition} then waits for those who write, and
/// what is not there afterwards never will be. A transaction that only reads, or writes elsewhere, such as
/// one that builds the list anew, holds up nothing.
@Component
class PostgresEventFeed implements EventFeed {

    /// Events of other modules too, as places without an owner: a gap is one whose event it would have been.
    private static final String PLACES = """
            select global_index, case when type = 'Memory' then owner end as owner from domain_events
            where global_index > :after and global_index <= :up_to order by global_index limit :limit""";

    private static final String REACHES = "select exists (select from domain_events where global_index >= :place)";

    private static final String READ = """
            select global_index, sequence_number, payload_type, payload_revision, payload from domain_events
            where owner = :owner and type = 'Memory' and global_index > :after and global_index <= :up_to
            order by global_index limit :limit""";

    private static final int MOST = 10_000;

    private final NamedParameterJdbcTemplate jdbc;
    private final CommittedPosition horizon;
    private final StoredEvents events;

    PostgresEventFeed(NamedParameterJdbcTemplate jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.horizon = new CommittedPosition(jdbc);
        this.events = new StoredEvents(jdbc, serializer);
    }

    @Override
    public long settled() {
        return horizon.find(PostgresEventFeed::checkGoingOn);
    }

    @Override
    public News after(long place) {
        List<Place> places = places(place, Long.MAX_VALUE);
        int together = 0;
        while (together < places.size() && places.get(together).index() == place + together + 1) {
            together++;
        }
        return together == 0 && !places.isEmpty()
                ? afterTheGap(place)
                : news(place + together, places.subList(0, together));
    }

    private News afterTheGap(long place) {
        long settled = settled();
        List<Place> places = places(place, settled);
        return news(places.size() < MOST ? settled : places.getLast().index(), places);
    }

    private static News news(long settled, List<Place> places) {
        Set<UserId> owners = places.stream()
                .map(Place::owner)
                .filter(Objects::nonNull)
                .map(UserId::new)
                .collect(Collectors.toSet());
        return new News(settled, owners);
    }

    private List<Place> places(long after, long upTo) {
        return jdbc.query(PLACES, Map.of("after", after, "up_to", upTo, "limit", MOST), Place::read);
    }

    private record Place(long index, @Nullable UUID owner) {

        static Place read(ResultSet row, int number) throws SQLException {
            return new Place(row.getLong("global_index"), row.getObject("owner", UUID.class));
        }
    }

    @Override
    public boolean reaches(long place) {
        return Boolean.TRUE.equals(jdbc.queryForObject(REACHES, Map.of("place", place), Boolean.class));
    }

    @Override
    public Page read(UserId owner, long after, long upTo, int limit) {
        List<Row> rows = jdbc.query(
                READ,
                Map.of("owner", owner.value(), "after", after, "up_to", upTo, "limit", limit),
                (row, _) -> new Row(row.getLong("global_index"), row.getLong("sequence_number") + 1, events.read(row)));
        List<StreamedEvent> told =
                rows.stream().flatMap(row -> row.told(owner).stream()).toList();
        return new Page(told, rows.size() < limit ? upTo : rows.getLast().index());
    }

    private record Row(long index, long sequence, @Nullable MemoryEvent event) {

        /// Nothing where the event cannot be read, or says that it is somebody else's.
        List<StreamedEvent> told(UserId owner) {
            return event != null && event.owner().equals(owner)
                    ? List.of(new StreamedEvent(index, new Happening(sequence, event)))
                    : List.of();
        }
    }

    private static void checkGoingOn() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the instance is stopping");
        }
    }
}
