package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.embedding.api.Lane;
import io.omne.memory.application.embedding.EmbeddingQueue;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.MemoriesContract;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The ports of the write side on the real PostgreSQL and event store, as the server wires them.
class PostgresMemoriesTest extends MemoriesContract {

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        // No worker looks at the queue while these tests do.
        server = new Instance(database.url(), "redis://127.0.0.1:1", Map.of("omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Override
    protected Memories memories() {
        return server.get(Memories.class);
    }

    @Override
    protected EmbeddingQueue queue() {
        return server.get(EmbeddingQueue.class);
    }

    @Override
    protected <T> T transactionally(Supplier<T> work) {
        return Objects.requireNonNull(
                new TransactionTemplate(server.get(PlatformTransactionManager.class)).execute(_ -> work.get()));
    }

    private JdbcTemplate sql() {
        return server.get(JdbcTemplate.class);
    }

    private List<@Nullable Long> sequences(Memory memory) {
        return sql().queryForList(
                        "select sequence_number from domain_events where aggregate_identifier = ? order by 1",
                        Long.class,
                        memory.id().toString());
    }

    @AfterEach
    void dropWhatTestsPutInTheWay() {
        sql().execute("alter table memories drop constraint if exists in_the_way");
    }

    @Test
    void readsBackTheEventsAsTheyHappened() {
        Accepted created = created("remembered", NOW);
        Memory memory = save(null, created);
        Accepted retitled = retitled(memory, "Another title");
        save(memory, retitled);

        List<Object> events = server.get(EventStorageEngine.class)
                .readEvents(memory.id().toString())
                .asStream()
                .<Object>map(message -> message.getPayload())
                .toList();

        assertThat(events)
                .containsExactly(created.events().getFirst(), retitled.events().getFirst());
    }

    @Test
    void keepsNoStateWhoseEventsCannotBeAppended() {
        Memory memory = save(null, created("remembered", NOW));
        sql().update("""
                        insert into domain_events (event_identifier, aggregate_identifier, sequence_number, type,
                            time_stamp, payload_type, payload, meta_data)
                        values (gen_random_uuid()::text, ?, 1, 'Memory', '2026-01-02T03:04:05Z', 'x', '', '')""", memory.id().toString());

        assertThatThrownBy(() -> save(memory, retitled(memory, "lost"))).isInstanceOf(ConcurrencyException.class);

        assertThat(transactionally(() -> memories().find(memory.key()))).contains(memory);
    }

    @Test
    void keepsNoEventWhoseStateCannotBeStored() {
        Memory memory = save(null, created("remembered", NOW));
        sql().execute("alter table memories add constraint in_the_way check (title <> 'refused')");

        assertThatThrownBy(() -> save(memory, retitled(memory, "refused")))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(sequences(memory)).containsExactly(0L);
    }

    @Test
    void passesOverWhatAnotherTransactionHasTaken() throws Exception {
        Memory memory = save(null, created("taken", Instant.EPOCH));
        var taken = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var other = CompletableFuture.runAsync(() -> transactionally(() -> {
            List<Memory> due = queue().due(Lane.FRESH, 10_000, TextLength.ANY, NOW);
            taken.countDown();
            await(release);
            return due;
        }));
        taken.await();

        assertThat(transactionally(() -> queue().due(Lane.FRESH, 10_000, TextLength.ANY, NOW)))
                .doesNotContain(memory);

        release.countDown();
        other.get();
        assertThat(transactionally(() -> queue().due(Lane.FRESH, 10_000, TextLength.ANY, NOW)))
                .contains(memory);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesAsManyOfOneUserAsOfAnother() {
        Memory single = save(null, created("single", Instant.EPOCH.plusSeconds(60)));
        Memory bulk = save(null, created("bulk", Instant.EPOCH));
        for (int i = 1; i < 200; i++) {
            save(null, created("bulk " + i, Instant.EPOCH, bulk.owner()));
        }
        long others = sql().queryForList(
                        """
                        select distinct user_id from memories
                        where embedding_status = 'pending' and deleted_at is null and user_id not in (?, ?)""", UUID.class, single.owner().value(), bulk.owner().value())
                .size();

        List<Memory> due = transactionally(() -> queue().due(Lane.FRESH, (int) (others + 2) * 2, TextLength.ANY, NOW));

        assertThat(due).doesNotHaveDuplicates().contains(single);
        assertThat(due.stream().filter(it -> it.owner().equals(bulk.owner()))).hasSizeBetween(1, 150);
    }

    @Test
    void passesOverARowThatCannotBeRead() {
        Memory unreadable = save(null, created("spoilt", Instant.EPOCH));
        Memory other = save(null, created("good", Instant.EPOCH.plusSeconds(1)));
        sql().update(
                        "update memories set metadata = cast(? as json) where id = ?",
                        "{\"n\": " + "7".repeat(1_001) + "}",
                        unreadable.id().value());

        assertThat(transactionally(() -> queue().due(Lane.FRESH, 10_000, TextLength.ANY, NOW)))
                .contains(other)
                .noneMatch(memory -> memory.key().equals(unreadable.key()));
        assertThat(sql().queryForObject(
                                "select embedding_due_at > ? from memories where id = ?",
                                Boolean.class,
                                NOW.atOffset(ZoneOffset.UTC),
                                unreadable.id().value()))
                .isTrue();
    }

    @Test
    void looksPastFailuresThatCannotBeRead() {
        Memory unreadable = failed("spoilt", Instant.EPOCH);
        Memory other = failed("good", Instant.EPOCH.plusSeconds(1));
        sql().update(
                        "update memories set metadata = cast(? as json) where id = ?",
                        "{\"n\": " + "7".repeat(1_001) + "}",
                        unreadable.id().value());

        assertThat(transactionally(() -> queue().failed(1, Instant.EPOCH, Instant.EPOCH.plusSeconds(2))))
                .containsExactly(other);
        assertThat(sql().queryForObject(
                                "select embedding_due_at from memories where id = ?",
                                OffsetDateTime.class,
                                unreadable.id().value()))
                .isEqualTo(Instant.EPOCH.atOffset(ZoneOffset.UTC));
    }

    /// A newer version of the server may write words that this one does not know.
    @Test
    void leavesOutWhatCannotBeReadOfWhatItLocks() {
        Memory unreadable = save(null, created("spoilt", NOW));
        Memory other = save(null, created("good", NOW));
        sql().update(
                        "update memories set source = 'of_a_later_version' where id = ?",
                        unreadable.id().value());

        assertThat(transactionally(() -> queue().locked(List.of(unreadable.key(), other.key()))))
                .containsExactly(other);
    }

    @Test
    void movesAccessTimesForwardsOnly() {
        Memory memory = save(null, created("read", NOW));
        memories().recordAccess(Map.of(memory.key(), NOW.plusSeconds(5)));
        memories().recordAccess(Map.of(memory.key(), NOW.plusSeconds(2)));

        assertThat(sql().queryForObject(
                                "select accessed_at from memory_accesses where id = ?",
                                OffsetDateTime.class,
                                memory.id().value()))
                .isEqualTo(NOW.plusSeconds(5).atOffset(ZoneOffset.UTC));
    }

    @Test
    void notesNoAccessOfADeletedMemory() {
        Memory memory = save(null, created("read", NOW));
        save(memory, (Accepted) memory.delete(NOW));
        memories().recordAccess(Map.of(memory.key(), NOW.plusSeconds(5)));

        assertThat(sql().queryForObject(
                                "select count(*) from memory_accesses where id = ? and accessed_at = ?",
                                Integer.class,
                                memory.id().value(),
                                NOW.plusSeconds(5).atOffset(ZoneOffset.UTC)))
                .isZero();
    }

    @Test
    void logsNoContentOfAFailedWrite() {
        Memory memory = save(null, created("remembered", NOW));
        sql().execute("alter table memories add constraint in_the_way check (title <> 'a secret title')");

        assertThatThrownBy(() -> save(memory, retitled(memory, "a secret title")))
                .satisfies(failure -> {
                    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("a secret title");
                    }
                });
    }
}
