package io.omne.memory.application.embedding;

import io.omne.events.api.NewEvents;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.Step;
import io.omne.memory.application.embedding.EmbeddingWork.Found;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Wakes the workers of this instance when there is something to do. Calls are counted up to the number of sleeping
/// threads only, because a thread that wakes looks for all work. The database is asked at most once in a poll interval,
/// for all workers together, and less often if neither an event nor the clock can have changed its answer.
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

    /// Calls that nobody has answered yet, as many as there are threads to answer them.
    private record Calls(Semaphore open, int threads) {

        void add() {
            if (open.availablePermits() < threads) {
                open.release();
            }
        }

        boolean answer() {
            return open.tryAcquire();
        }
    }

    /// A loop whose pauses a call ends.
    void add(Loop sleeper) {
        loops.add(sleeper);
    }

    void wake() {
        sleepers.forEach(Calls::add);
        loops.forEach(Loop::wake);
    }

    /// A step that does its work when it is called, or the database may have something to do, and sleeps for a poll
    /// interval otherwise.
    ///
    /// @param threads how many take the step
    /// @param some whether there was anything to do; then the step is repeated
    Step whenDue(int threads, Duration pollInterval, BooleanSupplier some) {
        var calls = new Calls(new Semaphore(threads), threads);
        sleepers.add(calls);
        var intervals = new AtomicInteger();
        return () -> {
            if (!isDue(calls, pollInterval) && intervals.incrementAndGet() < MOST_INTERVALS * threads) {
                return pollInterval;
            }
            intervals.set(0);
            if (!some.getAsBoolean()) {
                return pollInterval;
            }
            calls.add();
            return Duration.ZERO;
        };
    }

    private boolean isDue(Calls calls, Duration pollInterval) {
        if (calls.answer()) {
            return true;
        }
        boolean due = mayFind(pollInterval);
        var _ = due && calls.answer(); // the call of its own look
        return due;
    }

    /// Whoever is woken meets a database that is away again, and says so.
    private boolean mayFind(Duration pollInterval) {
        try {
            return find(pollInterval).due();
        } catch (RuntimeException e) {
            return true;
        }
    }

    /// Whether a lease may have run out.
    boolean mayFindExpired(Duration pollInterval) {
        return find(pollInterval).expired();
    }

    /// What was found last, unless it may be otherwise by now.
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
