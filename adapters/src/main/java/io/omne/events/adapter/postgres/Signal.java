package io.omne.events.adapter.postgres;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes one waiting thread. Several signals that nobody has waited for are one.
final class Signal {

    private final Semaphore raised = new Semaphore(0);

    void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /// @return false when the time is over
    boolean await(Duration atMost) throws InterruptedException {
        if (!raised.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        raised.drainPermits();
        return true;
    }
}
