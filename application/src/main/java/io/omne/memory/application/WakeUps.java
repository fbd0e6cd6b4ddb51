package io.omne.memory.application;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/// Wakes those who embed on this instance when there is something new. Several calls that nobody has answered
/// yet come to few wake-ups: whoever wakes looks for everything.
@Component
class WakeUps {

    private static final int MOST = 64;

    private final Semaphore all = new Semaphore(0);
    private final Semaphore shortTexts = new Semaphore(0);

    void wake() {
        release(all);
        release(shortTexts);
    }

    private static void release(Semaphore semaphore) {
        if (semaphore.availablePermits() < MOST) {
            semaphore.release();
        }
    }

    /// Sleeps until it is woken, or the time is over.
    ///
    /// @param forShortTexts whether the caller takes short texts alone
    void await(boolean forShortTexts, Duration atMost) throws InterruptedException {
        Semaphore semaphore = forShortTexts ? shortTexts : all;
        if (semaphore.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS) && forShortTexts) {
            semaphore.drainPermits();
        }
    }
}
