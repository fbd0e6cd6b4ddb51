package io.omne.memory.adapter.postgres.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Eventually;
import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.application.writing.IdempotencyRecords.IdempotencyRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(TestDatabase.Shared.class)
class PostgresIdempotencyRecordsTest {

    private static final Executor EACH_ITS_THREAD = task -> Thread.ofVirtual().start(task);

    private final UserId owner = new UserId(UUID.randomUUID());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final PostgresIdempotencyRecords keys;
    private final TransactionTemplate transaction;
    private final JdbcTemplate sql;

    PostgresIdempotencyRecordsTest(TestDatabase database) {
        keys = new PostgresIdempotencyRecords(new NamedParameterJdbcTemplate(database.dataSource()));
        sql = new JdbcTemplate(database.dataSource());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    }

    private Optional<IdempotencyRecord> take(String key, IdempotencyRecord creation) {
        return keys.take(owner, new IdempotencyKey(key, creation.fingerprint()), creation);
    }

    /// As if the time had passed by the clock of the database.
    private void pass(Duration time) {
        sql.update(
                "update creation_keys set expires_at = expires_at - ? * interval '1 second' where user_id = ?",
                time.toSeconds(),
                owner.value());
    }

    private static IdempotencyRecord creation(String fingerprint, Instant at) {
        return new IdempotencyRecord(
                fingerprint, List.of(new MemoryId(UUID.randomUUID()), new MemoryId(UUID.randomUUID())), at);
    }

    @Test
    void givesBackWhatAKeyWasTakenFor() {
        IdempotencyRecord first = creation("first", now);

        assertThat(take("k", first)).isEmpty();
        assertThat(take("k", creation("second", now.plusSeconds(3600)))).contains(first);
        assertThat(take("k2", first)).isEmpty();
    }

    @Test
    void givesAnExpiredKeyToTheNext() {
        IdempotencyRecord second = creation("second", now);
        take("k", creation("first", now));
        pass(Duration.ofHours(23));
        assertThat(take("k", second)).isPresent();

        pass(Duration.ofHours(1));

        assertThat(take("k", second)).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(take("k", creation("third", now))).contains(second);
    }

    @Test
    void comparesNoClockOfAnInstance() {
        IdempotencyRecord byAClockAhead = creation("first", now.plus(Duration.ofDays(3650)));
        take("ahead", byAClockAhead);
        take("behind", creation("first", now.minus(Duration.ofDays(3650))));

        assertThat(take("ahead", creation("second", now))).contains(byAClockAhead);
        assertThat(take("behind", creation("second", now.plus(Duration.ofDays(3650)))))
                .isPresent();
        pass(Duration.ofHours(24));
        assertThat(take("ahead", creation("second", now))).isEmpty();
        assertThat(take("behind", creation("second", now))).isEmpty();
    }

    @Test
    void saysBeforehandWhetherAKeyIsTaken() {
        assertThat(keys.isTaken(owner, new IdempotencyKey("k", "any"))).isFalse();
        take("k", creation("first", now));
        assertThat(keys.isTaken(owner, new IdempotencyKey("k", "any"))).isTrue();
        pass(Duration.ofHours(24).minusSeconds(30));
        assertThat(keys.isTaken(owner, new IdempotencyKey("k", "any"))).isFalse();
    }

    @Test
    void letsOthersWaitForWhoeverIsTakingAKey() throws Exception {
        for (boolean commits : new boolean[] {true, false}) {
            String key = "commits " + commits;
            IdempotencyRecord first = creation("first", now);
            var taken = new CountDownLatch(1);
            var end = new CountDownLatch(1);
            var one = CompletableFuture.runAsync(
                    () -> transaction.executeWithoutResult(status -> {
                        take(key, first);
                        taken.countDown();
                        await(end);
                        if (!commits) {
                            status.setRollbackOnly();
                        }
                    }),
                    EACH_ITS_THREAD);
            await(taken);
            var other = CompletableFuture.supplyAsync(
                    () -> Objects.requireNonNull(transaction.execute(_ -> take(key, creation("second", now)))),
                    EACH_ITS_THREAD);

            Eventually.holds(Duration.ofSeconds(30), this::waits);
            assertThat(other).isNotDone();
            end.countDown();
            one.join();
            assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(commits ? Optional.of(first) : Optional.empty());
        }
    }

    /// Whether a session waits for another's transaction.
    private boolean waits() {
        return !sql.queryForList("select from pg_stat_activity"
                        + " where datname = current_database() and wait_event_type = 'Lock'")
                .isEmpty();
    }

    @Test
    void forgetsExpiredKeysInBatches() {
        while (keys.forgetExpired(100) > 0) {
            sql.execute("select 1"); // what other tests have left
        }
        for (int i = 0; i < 5; i++) {
            take("old " + i, creation("old", now));
        }
        pass(Duration.ofHours(24));
        take("new", creation("new", now));

        assertThat(keys.forgetExpired(3)).isEqualTo(3);
        assertThat(keys.forgetExpired(3)).isEqualTo(2);
        assertThat(take("new", creation("newer", now))).isPresent();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
