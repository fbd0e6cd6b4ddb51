package io.omne.memory.adapter.postgres.rebuild;

import io.omne.database.adapter.postgres.LockConflicts;
import io.omne.events.api.EventLog;
import io.omne.events.api.RecordedEvent;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.listing.ListBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionTemplate;

/// Applies to the next list the events that were written while it was built, as the projector would have done.
final class ListCatchUp {

    /// The number of events that one transaction applies.
    private static final int BATCH = 1_000;

    /// After a round as short as this, so few events are left that the projector can wait for the rest. If writers
    /// keep the rounds longer, a round below {@link #NOT_TOO_LONG} is enough from round {@link #ROUNDS} on.
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration NOT_TOO_LONG = Duration.ofSeconds(5);
    private static final int ROUNDS = 10;

    private final EventLog events;
    private final NextList list;
    private final TransactionTemplate transactions;
    private final RebuildStatistics tally;

    ListCatchUp(EventLog events, NextList list, TransactionTemplate transactions, RebuildStatistics tally) {
        this.events = events;
        this.list = list;
        this.transactions = transactions;
        this.tally = tally;
    }

    /// Applies events in rounds, until few are left.
    ///
    /// @param from the position up to which the list has all events
    /// @return the position up to which the list has all events now
    long catchUp(long from, Progress progress) {
        long at = from;
        for (int round = 1; ; round++) {
            long began = System.nanoTime();
            long highWaterMark = events.highWaterMark(() -> progress.done(0));
            progress.phase("catching_up", highWaterMark - at);
            while (at < highWaterMark) {
                at = takeBatch(at, highWaterMark, progress);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            if (took.compareTo(round < ROUNDS ? SHORT : NOT_TOO_LONG) < 0) {
                return at;
            }
        }
    }

    private long takeBatch(long from, long upTo, Progress progress) {
        List<RecordedEvent> batch = between(from, upTo, BATCH);
        long to = batch.size() < BATCH ? upTo : batch.getLast().position();
        boolean taken = false;
        while (!taken) {
            // Other transactions lock the times of access of the same memories, perhaps in another order.
            taken = LockConflicts.without(() -> transactions.executeWithoutResult(_ -> {
                progress.lock();
                take(batch);
            }));
            progress.done(taken ? to - from : 0);
        }
        tally.count(batch.size());
        return to;
    }

    /// Applies all visible events, in the current transaction.
    ///
    /// An event whose transaction is still running may be missing. The projector applies it later, because it
    /// cannot have seen it either.
    void takeRest(long from) {
        List<RecordedEvent> rest = between(from, Long.MAX_VALUE, Integer.MAX_VALUE);
        take(rest);
        tally.count(rest.size());
    }

    private List<RecordedEvent> between(long after, long upTo, int limit) {
        return events.between(MemoryEvent.AGGREGATE_TYPE, after, upTo, limit);
    }

    private record Known(RecordedEvent recorded, MemoryEvent event) {

        MemoryKey key() {
            return new MemoryKey(event.owner(), event.id());
        }
    }

    private void take(List<RecordedEvent> recorded) {
        var known = new ArrayList<Known>();
        for (RecordedEvent it : recorded) {
            tally.orLeaveOut(it, () -> known.add(new Known(it, RebuildStatistics.event(it))));
        }
        var batch = new ListBatch(list);
        batch.lookFor(known.stream().map(Known::key).collect(Collectors.toSet()));
        known.forEach(it -> tally.orLeaveOut(
                it.recorded(), () -> batch.take(it.event(), it.recorded().sequence())));
        batch.save();
    }
}
