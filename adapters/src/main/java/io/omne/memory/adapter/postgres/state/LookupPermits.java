package io.omne.memory.adapter.postgres.state;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/// Limits the lookups before the transactions of commands. Only a few run at a time, because more would keep
/// connections from the processors.
final class LookupPermits {

    private static final int AT_ONCE = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    /// Looks something up when it is its turn.
    <T> T call(Supplier<T> lookup) {
        awaitTurn();
        try {
            return lookup.get();
        } finally {
            permits.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CannotGetJdbcConnectionException("more requests with a key than PostgreSQL can take");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotGetJdbcConnectionException("the look at a key was interrupted");
        }
    }
}
