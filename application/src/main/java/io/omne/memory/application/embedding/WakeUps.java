package io.omne.memory.application.embedding;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes those who embed on this instance when there is something new. Several calls that nobody has answered
/// yet come to few wake-ups: whoever wakes looks for everything.
@Component
class WakeUps {

    private static final int MOST = 64;

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

    void wake() {
        semaphores.values().forEach(WakeUps::release);
    }

    private static void release(Semaphore semaphore) {
        if (semaphore.availablePermits() < MOST) {
            semaphore.release();
        }
    }

    /// Sleeps until it is woken, or the time is over.
    void await(Sleeper sleeper, Duration atMost) throws InterruptedException {
        Semaphore semaphore = Objects.requireNonNull(semaphores.get(sleeper));
        if (semaphore.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS) && sleeper != Sleeper.WORKER) {
            semaphore.drainPermits();
        }
    }
}
