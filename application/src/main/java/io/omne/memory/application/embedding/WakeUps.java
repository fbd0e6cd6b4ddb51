package io.omne.memory.application.embedding;

import io.omne.events.api.NewEvents;
import io.omne.memory.application.embedding.EmbeddingWork.Found;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Wakes those who embed on this instance when there is something to do. Several calls that nobody has answered
/// yet come to few wake-ups: whoever wakes looks for everything. The database is asked once in a poll interval at most,
/// however many of them sleep, and seldom where neither an event nor the clock can have changed its answer.
@Component
class WakeUps {

    private static final int MOST = 64;

    /// Who sleeps wakes after so many poll intervals in any case, for what is done now and then.
    private static final int MOST_INTERVALS = 60;

    /// Who sleeps here.
    enum Sleeper {
        /// One of those who take any text.
        WORKER,
        /// The one who takes short texts alone.
        SHORT_TEXTS,
        /// The one who takes texts that failed before.
        RETRIED,
        /// The one who takes texts whose instance was lost.
        LOST
    }

    private final Map<Sleeper, Semaphore> semaphores = new EnumMap<>(Map.of(
            Sleeper.WORKER, new Semaphore(0),
            Sleeper.SHORT_TEXTS, new Semaphore(0),
            Sleeper.RETRIED, new Semaphore(0),
            Sleeper.LOST, new Semaphore(0)));

    /// The database is asked after so many intervals although no event was told of.
    private static final int UNTOLD_INTERVALS = 5;

    private final EmbeddingWork work;
    private @Nullable Found found;
    private long askedNanos;
    private volatile boolean told;

    WakeUps(EmbeddingWork work, NewEvents newEvents) {
        this.work = work;
        newEvents.listen(() -> told = true);
    }

    void wake() {
        semaphores.values().forEach(WakeUps::release);
    }

    private static void release(Semaphore semaphore) {
        if (semaphore.availablePermits() < MOST) {
            semaphore.release();
        }
    }

    /// Sleeps until it is woken, or the database has something to do.
    void await(Sleeper sleeper, Duration pollInterval) throws InterruptedException {
        Semaphore semaphore = Objects.requireNonNull(semaphores.get(sleeper));
        for (int i = 0; i < MOST_INTERVALS; i++) {
            if (semaphore.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
                if (sleeper != Sleeper.WORKER) {
                    semaphore.drainPermits();
                }
                return;
            }
            if (mayFind(pollInterval)) {
                var _ = semaphore.tryAcquire(); // what it woke itself by
                return;
            }
        }
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
            told = false;
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
        if (told || last.due() || last.expired()) {
            return shortest;
        }
        long longest = pollInterval.toNanos() * UNTOLD_INTERVALS;
        Duration next = last.untilNext();
        return next == null ? longest : Math.clamp(next.toNanos(), shortest, longest);
    }
}
