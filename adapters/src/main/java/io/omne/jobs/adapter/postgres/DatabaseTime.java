package io.omne.jobs.adapter.postgres;

import com.github.kagkarlsson.scheduler.Clock;
import io.omne.database.api.DatabaseClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Gives PostgreSQL's time, so that all instances compare the same times, whatever their own clocks show. Between
/// two queries, and while PostgreSQL is away, the monotonic clock of this machine advances that time.
final class DatabaseTime implements Clock {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final DatabaseClock database;
    private volatile @Nullable Reading reading;

    DatabaseTime(DatabaseClock database) {
        this.database = database;
    }

    private record Reading(Instant time, long nanos) {

        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }

        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    @Override
    public Instant now() {
        Reading last = reading;
        return last != null && last.isFresh() ? last.now() : read(last).now();
    }

    private Reading read(@Nullable Reading last) {
        try {
            Instant time = database.now();
            var current = new Reading(time, System.nanoTime());
            reading = current;
            return current;
        } catch (DataAccessException | TransactionException e) {
            if (last == null) {
                throw e;
            }
            return last;
        }
    }
}
