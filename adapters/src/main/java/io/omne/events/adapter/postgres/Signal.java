package io.omne.events.adapter.postgres;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread. Several signals before the next wait count as one.
final class Signal {

    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /// @return false if the time is over
    boolean await(Duration atMost) throws InterruptedException {
        if (!raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        raised.drainPermits();
        return true;
    }
}
