package io.omne.memory.adapter.postgres.verify;

import io.omne.database.adapter.postgres.PostgresClock;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.adapter.postgres.verify.VerificationReport.Where;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Checks that the rows of `memories` agree with their events.
final class StateCheck {

    private static final String ROWS =
            "select * from memories m where " + KeyRange.holds("m") + " order by user_id, id limit :limit";

    /// How long {@link io.omne.memory.adapter.postgres.embedding.PostgresEmbeddingQueue} postpones a row that it
    /// could not read. The queue records no event for this.
    private static final Duration PUT_OFF = Duration.ofHours(1);

    /// Longer than a verification takes.
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int MOST_BROKEN = 10_000;

    private final NamedParameterJdbcTemplate jdbc;
    private final EventReplays replays;
    private final VerificationReport findings;
    private final Instant began;
    private final Set<UUID> broken = new HashSet<>();

    StateCheck(NamedParameterJdbcTemplate jdbc, EventReplays replays, VerificationReport findings) {
        this.jdbc = jdbc;
        this.replays = replays;
        this.findings = findings;
        this.began = new PostgresClock(jdbc.getJdbcTemplate()).now();
    }

    /// Whether the memory's events were found broken. True for every memory after {@link #MOST_BROKEN} broken ones,
    /// because no more are remembered.
    boolean isKnownAsBroken(UUID id) {
        return broken.contains(id) || broken.size() >= MOST_BROKEN;
    }

    /// Compares the first rows of the range.
    ///
    /// @return these rows, in order
    List<StoredRow> compare(KeyRange range, int limit) {
        List<StoredRow> rows = jdbc.query(ROWS, range.parameters().addValue("limit", limit), StoredRow::read);
        Map<UUID, List<StoredRow>> eventless = rows.stream()
                .collect(Collectors.groupingBy(row -> row.key().id().value()));
        replays.read(List.copyOf(eventless.keySet()), replay -> {
            findings.wentEvents(replay.events());
            eventless.getOrDefault(replay.id(), List.of()).forEach(row -> compare(row, replay));
            eventless.remove(replay.id());
        });
        eventless.values().stream()
                .flatMap(List::stream)
                .forEach(row -> findings.add(row.key(), Where.EVENTS, "it has no events"));
        rows.forEach(row -> findings.went(row.key()));
        return rows;
    }

    private void compare(StoredRow row, EventReplay replay) {
        StoredRow expected = replay.row();
        if (expected == null) {
            findings.add(row.key(), Where.EVENTS, String.valueOf(replay.problem()));
            if (broken.size() < MOST_BROKEN) {
                broken.add(replay.id());
            }
        } else if (!expected.key().equals(row.key())) {
            findings.add(row.key(), Where.STATE, "its events are another user's");
        } else if (row.sequence() > replay.events()) {
            findings.add(
                    row.key(),
                    Where.EVENTS,
                    "%d events are stored, its row has had %d".formatted(replay.events(), row.sequence()));
        } else if (row.sequence() < replay.events()) {
            findings.add(
                    row.key(),
                    Where.STATE,
                    "its row has had %d events, %d are stored".formatted(row.sequence(), replay.events()));
        } else {
            List<String> differing = new ArrayList<>(new RowComparison(row, expected).differing());
            if (isPutOff(row, expected)) {
                differing.remove(StoredRow.DUE);
            }
            if (!differing.isEmpty()) {
                findings.add(row.key(), Where.STATE, "not as its events say: " + String.join(", ", differing));
            }
        }
    }

    /// Whether the due time may differ from the events. Renewing a lease and postponing an unreadable row record no
    /// event. If the clock of the event was ahead, a memory that became due at once is due by the clock of the
    /// database.
    private boolean isPutOff(StoredRow row, StoredRow expected) {
        Instant due = row.due();
        Instant before = expected.due();
        return due != null
                && before != null
                && (expected.is("processing")
                        || (expected.is("pending")
                                && (due.isAfter(before) || expected.isDueNow())
                                && due.isBefore(began.plus(PUT_OFF).plus(LONGEST))));
    }
}
