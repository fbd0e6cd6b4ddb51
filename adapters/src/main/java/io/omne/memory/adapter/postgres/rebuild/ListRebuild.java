package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LongSession;
import io.omne.events.adapter.postgres.EventScan;
import io.omne.events.api.EventLog;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.adapter.postgres.list.ListTables;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.reading.CacheEpoch;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Rebuilds the list from the events, beside the one that serves, and then replaces that one. Writers and readers
/// continue meanwhile, and the result includes all writes. If a rebuild ends early, for any reason, the serving
/// list stays as it was.
@Component
class ListRebuild implements Job<NoParameters> {

    private static final String COUNT = "select coalesce(sum(memories), 0) from " + ListTables.SERVING + ".cells";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final EventLog events;
    private final EventScan scan;
    private final NextList next;
    private final CacheEpoch epoch;

    ListRebuild(
            DataSource dataSource,
            NamedParameterJdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            EventLog events,
            EventScan scan,
            CacheEpoch epoch) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(transactions);
        this.events = events;
        this.scan = scan;
        this.next = new NextList(dataSource, jdbc);
        this.epoch = epoch;
    }

    @Override
    public JobKind<NoParameters> kind() {
        return MemoryJobs.REPLAY_MEMORY_LIST;
    }

    /// @return how many memories the list has, how many events there were, how many of them were left out because
    ///     they cannot be read, and how many seconds it took
    @Override
    public String run(NoParameters none, Progress progress) {
        long began = System.nanoTime();
        var tally = new RebuildStatistics();
        next.begin(progress);
        long upTo = events.highWaterMark(() -> progress.done(0));
        new ListLoad(dataSource, scan, tally).load(NextList.SCHEMA + ".entries", upTo, progress);
        next.complete(progress);
        replace(upTo, tally, progress);
        epoch.advance(); // what the old list answered is not to be believed, in case it was wrong
        LongSession.execute(
                dataSource, () -> progress.done(0), "drop schema if exists " + NextList.PREVIOUS + " cascade");
        return "{\"memories\": %d, \"events\": %d, \"unreadable\": %d, \"seconds\": %s}"
                .formatted(memories(), tally.events(), tally.unreadable(), secondsSince(began));
    }

    private void replace(long upTo, RebuildStatistics tally, Progress progress) {
        var catchUp = new ListCatchUp(events, next, transactions, tally);
        var swap = new ListSwap(jdbc, transactions, catchUp);
        Duration pause = FIRST_PAUSE;
        long at = catchUp.catchUp(upTo, progress);
        progress.phase("swapping", 0);
        while (!swap.trySwap(at, progress)) {
            sleep(pause);
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            at = catchUp.catchUp(at, progress);
            progress.phase("swapping", 0);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the instance is stopping");
        }
    }

    private long memories() {
        return Objects.requireNonNull(jdbc.queryForObject(COUNT, Map.of(), Long.class));
    }

    private static String secondsSince(long nanos) {
        return String.format(Locale.ROOT, "%.1f", (System.nanoTime() - nanos) / 1e9);
    }
}
