package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Whether all events of memories have a row in `memories`: it goes through the first events of all aggregates, and
/// passes over those of other modules.
final class OrphanCheck {

    private static final int MEMORIES = 500;

    private static final String FIRST_EVENTS = """
            select d.aggregate_identifier, d.type, d.payload_type, d.payload_revision, d.payload
            from (select aggregate_identifier, min(sequence_number) as sequence_number from domain_events
                where aggregate_identifier > :after
                group by aggregate_identifier order by aggregate_identifier limit :limit) f
            join domain_events d using (aggregate_identifier, sequence_number)
            order by d.aggregate_identifier""";

    private static final String WITHOUT_ROW = """
            select k.user_id, k.id from unnest(:user_ids, :ids) as k (user_id, id)
            where not exists (select from memories m where m.user_id = k.user_id and m.id = k.id)""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Snapshots snapshots;
    private final StoredEvents events;
    private final VerificationReport findings;
    private final Predicate<UUID> isKnownAsBroken;

    /// @param isKnownAsBroken whether the memory has a row, and was said to have broken events
    OrphanCheck(
            NamedParameterJdbcTemplate jdbc,
            Snapshots snapshots,
            StoredEvents events,
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

    /// @return the id to go on after
    private Optional<String> compare(String after) {
        var ids = new ArrayList<String>();
        var keys = new ArrayList<MemoryKey>();
        var batch = new MapSqlParameterSource("after", after).addValue("limit", MEMORIES);
        jdbc.query(FIRST_EVENTS, batch, row -> {
            String id = row.getString("aggregate_identifier");
            MemoryEvent event = events.read(row);
            ids.add(id);
            if (event != null && event.id().toString().equals(id)) {
                keys.add(new MemoryKey(event.owner(), event.id()));
            } else if ("Memory".equals(row.getString("type")) && !isKnownAsBroken(id)) {
                findings.add(id, null, Where.EVENTS, "its events cannot be read, and no row is known to be theirs");
            }
        });
        List<MemoryKey> orphans = jdbc.query(WITHOUT_ROW, MemoryRow.keys(keys), (row, _) -> MemoryRow.key(row));
        orphans.forEach(key -> findings.add(key, Where.STATE, "it has events and no row"));
        return ids.size() < MEMORIES ? Optional.empty() : Optional.of(ids.getLast());
    }

    private boolean isKnownAsBroken(String id) {
        try {
            return isKnownAsBroken.test(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
