package io.omne.memory.adapter.postgres.state;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/// Looks up whether idempotency keys are taken, before the transaction of a command. Only a few lookups run at a
/// time, because more would keep connections from the processors.
final class KeyLookups {

    private static final String IS_TAKEN = """
            select exists (select from creation_keys where user_id = :user_id and key = :key
                and expires_at > clock_timestamp() + interval '1 minute')""";

    private static final int AT_ONCE = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);
    private final NamedParameterJdbcTemplate jdbc;

    KeyLookups(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param key `user_id` and `key`
    boolean isTaken(SqlParameterSource key) {
        awaitTurn();
        try {
            return Boolean.TRUE.equals(jdbc.queryForObject(IS_TAKEN, key, Boolean.class));
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
