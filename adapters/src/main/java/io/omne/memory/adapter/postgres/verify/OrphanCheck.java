package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.AggregateEvents.FirstEvents;
import io.omne.events.api.RecordedEvent;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Checks that every memory with events has a row in `memories`. Goes through the first event of each memory.
final class OrphanCheck {

    private static final int BATCH = 500;

    private static final String WITHOUT_ROW = """
            select k.user_id, k.id from unnest(:user_ids, :ids) as k (user_id, id)
            where not exists (select from memories m where m.user_id = k.user_id and m.id = k.id)""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Snapshots snapshots;
    private final AggregateEvents events;
    private final VerificationReport findings;
    private final Predicate<UUID> isKnownAsBroken;

    /// @param isKnownAsBroken whether the memory has a row, and its events were reported as broken
    OrphanCheck(
            NamedParameterJdbcTemplate jdbc,
            Snapshots snapshots,
            AggregateEvents events,
            VerificationReport findings,
            Predicate<UUID> isKnownAsBroken) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
        this.events = events;
        this.findings = findings;
        this.isKnownAsBroken = isKnownAsBroken;
    }

    void run() {
        for (Optional<String> after = Optional.of(""); after.isPresent(); ) {
            String last = after.get();
            after = snapshots.look(() -> compare(last));
        }
    }

    /// @return the id to continue after; empty after the last one
    private Optional<String> compare(String after) {
        FirstEvents first = events.first(MemoryEvent.AGGREGATE_TYPE, after, BATCH);
        var keys = new ArrayList<MemoryKey>();
        for (RecordedEvent recorded : first.events()) {
            String id = recorded.aggregate();
            MemoryEvent event = MemoryEvent.of(recorded.event()).orElse(null);
            if (event != null && event.id().toString().equals(id)) {
                keys.add(new MemoryKey(event.owner(), event.id()));
            } else if (!isKnownAsBroken(id)) {
                findings.add(id, null, Where.EVENTS, "its events cannot be read, and no row is known to be theirs");
            }
        }
        List<MemoryKey> orphans = jdbc.query(WITHOUT_ROW, MemoryRow.keys(keys), (row, _) -> MemoryRow.key(row));
        orphans.forEach(key -> findings.add(key, Where.STATE, "it has events and no row"));
        return Optional.ofNullable(first.next());
    }

    private boolean isKnownAsBroken(String id) {
        try {
            return isKnownAsBroken.test(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
