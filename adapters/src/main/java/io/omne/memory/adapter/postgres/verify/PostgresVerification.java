package io.omne.memory.adapter.postgres.verify;

import io.omne.events.api.AggregateEvents;
import io.omne.events.api.ProcessorPositions;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.StoredRow;
import io.omne.memory.api.ReadModelCheck;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.listing.MemoryList;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Compares the events of memories, their rows, the list and the read models of other modules. Writes may continue
/// meanwhile: each step reads one
/// snapshot.
///
/// A difference is not a failure of the job: the outcome lists it.
@Component
class PostgresVerification implements Job<NoParameters> {

    private static final Logger log = LoggerFactory.getLogger(PostgresVerification.class);

    /// How many memories are compared in one snapshot.
    private static final int BATCH = 250;

    /// How many memories may be waiting for a further check before the verification waits for the list.
    private static final int MOST_SUSPECTS = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /// Estimates the number of rows.
    private static final String ESTIMATE = """
            select greatest(c.reltuples, s.n_live_tup, 0)::bigint
            from pg_class c join pg_stat_user_tables s on s.relid = c.oid where c.oid = 'memories'::regclass""";

    private final NamedParameterJdbcTemplate jdbc;
    private final Snapshots snapshots;
    private final AggregateEvents events;
    private final ProcessorPositions positions;
    private final Duration patience;
    private final List<ReadModelCheck> others;

    @Autowired
    PostgresVerification(
            NamedParameterJdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MemoryList list,
            AggregateEvents events,
            ProcessorPositions positions,
            List<ReadModelCheck> others) {
        this(jdbc, transactions, list, events, positions, PATIENCE, others);
    }

    /// Seven, because each part of the verification reads something else.
    ///
    /// @param patience how long the list may make no progress before it is reported as lagging
    /// @param others the checks of other modules
    PostgresVerification(
            NamedParameterJdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            MemoryList list,
            AggregateEvents events,
            ProcessorPositions positions,
            Duration patience,
            List<ReadModelCheck> others) {
        this.jdbc = jdbc;
        this.snapshots = new Snapshots(jdbc, list, transactions);
        this.events = events;
        this.positions = positions;
        this.patience = patience;
        this.others = others;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return MemoryJobs.VERIFY;
    }

    @Override
    public String run(NoParameters none, Progress progress) {
        var findings = new VerificationReport();
        var states = new StateCheck(jdbc, new EventReplays(events), findings);
        var suspects = new LaggingEntries(snapshots, new ListedMemories(jdbc, events, positions), findings, patience);
        progress.phase(
                "comparing", Objects.requireNonNull(jdbc.getJdbcTemplate().queryForObject(ESTIMATE, Long.class)));
        compare(states, new ListCheck(jdbc, findings), suspects, progress);
        progress.phase("comparing_counts", 0);
        new CellCheck(jdbc, snapshots, findings).run();
        new TagCheck(jdbc, snapshots, findings).run();
        progress.phase("looking_for_lost_rows", 0);
        new OrphanCheck(jdbc, snapshots, events, findings, states::isKnownAsBroken).run();
        for (ReadModelCheck other : others) {
            progress.phase("comparing_" + other.name(), 0);
            other.run(progress, (memory, what) -> findings.add(memory, other.name(), what));
        }
        log.info("verified {}", findings);
        return findings.json();
    }

    private void compare(StateCheck states, ListCheck list, LaggingEntries suspects, Progress progress) {
        for (Optional<KeyRange> rest = Optional.of(KeyRange.ALL); rest.isPresent(); ) {
            KeyRange range = rest.get();
            rest = snapshots.look(() -> {
                List<StoredRow> rows = states.compare(range, BATCH);
                progress.done(rows.size());
                if (rows.size() < BATCH) {
                    suspects.add(list.compare(range));
                    return Optional.empty();
                }
                MemoryKey last = rows.getLast().key();
                suspects.add(list.compare(range.upTo(last)));
                return Optional.of(range.after(last));
            });
            if (suspects.size() >= MOST_SUSPECTS || rest.isEmpty()) {
                suspects.settle();
            }
        }
    }
}
