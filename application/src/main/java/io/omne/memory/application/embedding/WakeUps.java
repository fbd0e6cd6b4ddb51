package io.omne.memory.application.embedding;

import io.omne.embedding.api.Lane;
import io.omne.events.api.NewEvents;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.Step;
import io.omne.memory.application.embedding.EmbeddingWork.Found;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Wakes the workers of this instance when there is something to do. Calls are counted up to the number of sleeping
/// threads only, because a thread that wakes looks for all work. The database is asked at most once in a poll
/// interval, for all workers together, and less often if neither an event nor the clock can have changed its
/// answer.
@Component
class WakeUps {

    /// After this many poll intervals a worker looks for work in any case.
    private static final int MOST_INTERVALS = 60;

    /// After this many poll intervals the database is asked, although no instance has notified of an event.
    private static final int UNNOTIFIED_INTERVALS = 5;

    private final EmbeddingWork work;
    private final List<Loop> loops = new CopyOnWriteArrayList<>();
    private final List<Calls> sleepers = new CopyOnWriteArrayList<>();
    private @Nullable Found found;
    private long askedNanos;
    private volatile boolean notified;

    WakeUps(EmbeddingWork work, NewEvents newEvents) {
        this.work = work;
        newEvents.listen(() -> notified = true);
    }

    /// The calls that no thread has answered yet, at most one for each thread.
    ///
    /// @param working how many of the threads work
    private record Calls(Lane lane, int threads, Semaphore open, AtomicInteger working) {

        void add() {
            if (open.availablePermits() < threads) {
                open.release();
            }
        }

        void addAll() {
            open.drainPermits();
            open.release(threads);
        }

        boolean answer() {
            return open.tryAcquire();
        }

        boolean isOccupied() {
            return working.get() >= threads;
        }

        boolean work(BooleanSupplier some) {
            working.incrementAndGet();
            try {
                return some.getAsBoolean();
            } finally {
                working.decrementAndGet();
            }
        }
    }

    /// Adds a loop whose pauses are ended by calls.
    void add(Loop sleeper) {
        loops.add(sleeper);
    }

    /// Calls all threads. One of each loop wakes at once, the others at the end of their pause.
    void wake() {
        sleepers.forEach(Calls::addAll);
        loops.forEach(Loop::wake);
    }

    /// Wakes one thread for a text that is due in this lane. The steps of the lane are called in the order in which
    /// they were made, each only if all threads of those before it work. A thread that does not work yet will see
    /// the text, because the text is committed.
    void wake(Lane lane) {
        for (Calls calls : sleepers) {
            if (calls.lane() == lane) {
                calls.add();
                if (!calls.isOccupied()) {
                    break;
                }
            }
        }
        loops.forEach(Loop::wake);
    }

    /// Returns a step that works if it is called or if the database may have work, and otherwise pauses for a poll
    /// interval.
    ///
    /// @param lane the texts that the step works on
    /// @param threads how many threads run the step
    /// @param some does some work and returns whether there was any; if so, the step is repeated at once
    Step whenDue(Lane lane, int threads, Duration pollInterval, BooleanSupplier some) {
        var calls = new Calls(lane, threads, new Semaphore(threads), new AtomicInteger());
        sleepers.add(calls);
        long longestNanos = pollInterval.multipliedBy(MOST_INTERVALS).toNanos();
        var workedNanos = new AtomicLong(System.nanoTime());
        return () -> {
            if (!isDue(calls, pollInterval) && System.nanoTime() - workedNanos.get() < longestNanos) {
                return pollInterval;
            }
            workedNanos.set(System.nanoTime());
            if (!calls.work(some)) {
                return pollInterval;
            }
            calls.add();
            return Duration.ZERO;
        };
    }

    private boolean isDue(Calls calls, Duration pollInterval) {
        return calls.answer() || hasFailed(pollInterval) || calls.answer();
    }

    /// Asks the database if it is time, which calls all threads if there is work. If the database cannot be asked,
    /// the worker runs all the same: it meets the same failure, which is then logged.
    private boolean hasFailed(Duration pollInterval) {
        try {
            find(pollInterval);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    /// Whether a lease may have expired.
    boolean mayFindExpired(Duration pollInterval) {
        return find(pollInterval).expired();
    }

    /// The last answer of the database, or a new one if the last may be outdated.
    private synchronized Found find(Duration pollInterval) {
        long now = System.nanoTime();
        Found last = found;
        if (last == null || now - askedNanos >= validNanos(last, pollInterval)) {
            found = null;
            notified = false;
            last = work.look();
            found = last;
            askedNanos = now;
            if (last.due()) {
                wake();
            }
        }
        return last;
    }

    private long validNanos(Found last, Duration pollInterval) {
        long shortest = pollInterval.toNanos() * 9 / 10;
        if (notified || last.due() || last.expired()) {
            return shortest;
        }
        long longest = pollInterval.toNanos() * UNNOTIFIED_INTERVALS;
        Duration next = last.untilNext();
        return next == null ? longest : Math.clamp(next.toNanos(), shortest, longest);
    }
}
