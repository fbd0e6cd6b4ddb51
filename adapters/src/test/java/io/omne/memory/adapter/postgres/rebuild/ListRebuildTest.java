package io.omne.memory.adapter.postgres.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.events.adapter.postgres.TestEventLog;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.list.ListTables;
import io.omne.memory.adapter.postgres.list.PostgresMemoryList;
import io.omne.memory.adapter.postgres.state.MemoryRow;
import io.omne.memory.adapter.postgres.state.TestState;
import io.omne.memory.application.listing.ListBatch;
import io.omne.memory.application.listing.MemoryList;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

class ListRebuildTest {

    private static final String INDEX = "indexing";
    private static final String SWAP = "swapping";

    private static ListWorld world;

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    @BeforeAll
    static void write() {
        world = new ListWorld();
    }

    @AfterAll
    static void forget() {
        world.close();
    }

    private List<Memory> write(int memories) {
        return Stream.generate(() -> world.write(random, 6)).limit(memories).toList();
    }

    private static String rebuild() {
        return world.rebuild().run(NoParameters.NONE, new ListWorld.Watching());
    }

    private static CompletableFuture<Void> beside(Runnable work) {
        return CompletableFuture.runAsync(
                work, task -> Thread.ofPlatform().daemon().start(task));
    }

    /// Does something when the rebuild comes to a phase, the first time.
    private static String rebuild(String phase, Runnable meanwhile) {
        var first = new AtomicBoolean(true);
        return world.rebuild().run(NoParameters.NONE, new ListWorld.Watching() {
            @Override
            public void phase(String now, long total) {
                if (now.equals(phase) && first.getAndSet(false)) {
                    meanwhile.run();
                }
            }
        });
    }

    /// Each table against what the state that commands work on, and so the events, come to.
    private static void assertThatTheListIsRight() {
        assertThat(entries()).isEqualTo(states());
        assertThat(world.sql.queryForList(
                        "select user_id || tag || created_at || id from memory_list.tags", String.class))
                .containsExactlyInAnyOrderElementsOf(world.sql.queryForList(
                        "select user_id || tag || created_at || id from memories, unnest(tags) as tag"
                                + " where deleted_at is null",
                        String.class));
        assertThat(counts("memory_list.cells", "embedding_status, memory_type, source"))
                .isEqualTo(counts(
                        "(select user_id, embedding_status, memory_type, source, count(*) as memories from memories"
                                + " where deleted_at is null group by 1, 2, 3, 4) as c",
                        "embedding_status, memory_type, source"));
        assertThat(counts("memory_list.tag_counts", "tag, other")).isEqualTo(tagCounts());
    }

    private static Map<MemoryKey, Memory> entries() {
        return byKey("select *, null::timestamptz as deleted_at from memory_list.entries");
    }

    private static Map<MemoryKey, Memory> states() {
        return byKey("select * from memories where deleted_at is null");
    }

    private static Map<MemoryKey, Memory> byKey(String sql) {
        var all = new HashMap<MemoryKey, Memory>();
        world.sql.query(sql, MemoryRow::read).forEach(it -> all.put(it.key(), it));
        return all;
    }

    private static Map<List<Object>, Long> counts(String table, String columns) {
        var all = new HashMap<List<Object>, Long>();
        world.sql.query(
                "select array[user_id::text, %s] as key, memories from %s where memories > 0"
                        .formatted(columns.replace(", ", "::text, ") + "::text", table),
                row -> {
                    Object[] key = (Object[]) row.getArray("key").getArray();
                    all.put(List.of(key), row.getLong("memories"));
                });
        return all;
    }

    /// As the projector counts them.
    private static Map<List<Object>, Long> tagCounts() {
        world.sql.execute("drop schema if exists reference cascade");
        world.sql.execute("select create_memory_list('reference'), index_memory_list('reference')");
        var tables = new ListTables(world.jdbc, "reference");
        world.transaction.executeWithoutResult(_ -> tables.save(states().values().stream()
                .map(it -> new MemoryList.Entry(null, it))
                .toList()));
        return counts("reference.tag_counts", "tag, other");
    }

    /// What the projector would do with all events that the list lacks.
    private static void project() {
        var list = new PostgresMemoryList(world.jdbc);
        var events = TestEventLog.of(world.jdbc, world.events.serializer());
        world.transaction.executeWithoutResult(_ -> {
            list.lock();
            var batch = new ListBatch(list);
            events.between(MemoryEvent.AGGREGATE_TYPE, 0, Long.MAX_VALUE, Integer.MAX_VALUE)
                    .forEach(it -> batch.take((MemoryEvent) it.event(), it.sequence()));
            batch.save();
        });
    }

    @Test
    void hasWhatTheEventsComeTo() {
        write(300);

        String outcome = rebuild();

        assertThatTheListIsRight();
        assertThat(outcome).contains("\"unreadable\": 0").contains("\"memories\": " + states().size() + ",");
        assertThat(world.sql.queryForList("select nspname from pg_namespace where nspname like 'memory_list_%'"))
                .isEmpty();
    }

    @Test
    void mendsWhatWasChangedRemovedOrAddedByHand() {
        write(50);
        rebuild();
        world.sql.execute("update memory_list.entries set title = 'forged' where ctid in"
                + " (select ctid from memory_list.entries limit 5)");
        world.sql.execute("delete from memory_list.tags where ctid in (select ctid from memory_list.tags limit 7)");
        world.sql.execute("update memory_list.cells set memories = memories + 1");
        world.sql.execute("insert into memory_list.entries select gen_random_uuid(), gen_random_uuid(), content,"
                + " memory_type, source, source_id, title, tags, metadata, conversation_id, embedding_status,"
                + " embedding_model, embedding_updated_at, embedding_error_code, embedding_error_message,"
                + " embedding_attempts, embedding_due_at, created_at, updated_at, revision, version, sequence"
                + " from memory_list.entries limit 1");
        String epoch = TestState.epoch(world.sql).current();

        rebuild();

        assertThatTheListIsRight();
        assertThat(TestState.epoch(world.sql).current()).isNotEqualTo(epoch);
    }

    @Test
    void hasWhatIsWrittenMeanwhile() throws Exception {
        var known = new ConcurrentLinkedQueue<>(write(100));
        var going = new AtomicBoolean(true);
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                writers.add(threads.submit(() -> {
                    RandomGenerator own = RandomGenerator.of("L64X128MixRandom");
                    while (going.get()) {
                        LockSupport.parkNanos(5_000_000); // the machine is for the rebuild too
                        Memory memory = known.poll();
                        known.add(
                                memory == null || memory.isGone() || own.nextInt(4) == 0
                                        ? world.write(own, 3)
                                        : world.change(own, memory));
                    }
                }));
            }
            for (int i = 0; i < 5; i++) {
                rebuild();
            }
            going.set(false);
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        long behind =
                Objects.requireNonNull(world.sql.queryForObject("select count(*) from unlisted_writes", Long.class));
        project();
        assertThatTheListIsRight();
        assertThat(behind).isPositive();
        assertThat(world.sql.queryForList(
                        "select * from unlisted_writes u where exists (select from memory_list.entries"
                                + " e where e.user_id = u.user_id and e.id = u.id and e.sequence < u.sequence)"))
                .isEmpty();
    }

    /// Its events have lower indexes than some that the rebuild has read by then.
    @Test
    void hasWhatWasBegunBeforeAndIsCommittedDuringTheRebuild() throws Exception {
        write(10);
        var written = new CountDownLatch(1);
        var commit = new CountDownLatch(1);
        var late = beside(() -> world.transaction.executeWithoutResult(_ -> {
            world.write(RandomGenerator.of("L64X128MixRandom"), 1);
            written.countDown();
            await(commit);
        }));
        written.await();
        write(10);
        var looks = new AtomicInteger();
        var rebuilt = beside(() -> world.rebuild().run(NoParameters.NONE, new ListWorld.Watching() {
            @Override
            public void done(long more) {
                if (looks.incrementAndGet() == 50) {
                    commit.countDown();
                }
            }
        }));

        rebuilt.get();
        late.get();

        assertThatTheListIsRight();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An index that is given away and not committed yet must not hold up the swap, and is the projector's.
    @Test
    void leavesToTheProjectorWhatIsCommittedAfterTheSwap() {
        write(10);
        var commit = new CountDownLatch(1);
        var late = new ArrayList<CompletableFuture<Void>>();

        rebuild(SWAP, () -> {
            var written = new CountDownLatch(1);
            late.add(beside(() -> world.transaction.executeWithoutResult(_ -> {
                world.write(RandomGenerator.of("L64X128MixRandom"), 1);
                written.countDown();
                await(commit);
            })));
            await(written);
            write(10);
        });
        assertThat(entries()).isEqualTo(states());
        commit.countDown();
        late.getFirst().join();
        project();

        assertThatTheListIsRight();
    }

    @Test
    void showsReadersAWholeListThroughout() throws Exception {
        write(100);
        rebuild();
        int memories = entries().size();
        var going = new AtomicBoolean(true);
        DatabaseClient reactive = DatabaseClient.create(world.database.connectionFactory());
        String count = "select count(*) from memory_list.entries e where exists"
                + " (select from memory_list.entries o where o.user_id = e.user_id and o.id = e.id)";
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            Future<Long> blocking = threads.submit(() -> {
                long reads = 0;
                for (; going.get(); reads++) {
                    assertThat(world.sql.queryForObject(count, Integer.class)).isEqualTo(memories);
                }
                return reads;
            });
            Future<Long> pooled = threads.submit(() -> {
                long reads = 0;
                for (; going.get(); reads++) {
                    assertThat(reactive.sql(count)
                                    .map(row -> Objects.requireNonNull(row.get(0, Integer.class)))
                                    .one()
                                    .block())
                            .isEqualTo(memories);
                }
                return reads;
            });
            for (int i = 0; i < 4; i++) {
                rebuild();
            }
            going.set(false);
            assertThat(blocking.get()).isGreaterThan(10);
            assertThat(pooled.get()).isGreaterThan(10);
        }
    }

    @Test
    void waitsForTheProjectorRatherThanPassIt() throws Exception {
        write(10);
        var held = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var projector = beside(() -> world.transaction.executeWithoutResult(_ -> {
            new PostgresMemoryList(world.jdbc).lock();
            held.countDown();
            await(release);
        }));
        held.await();
        var swaps = new CountDownLatch(3);
        var rebuilt = beside(() -> world.rebuild().run(NoParameters.NONE, new ListWorld.Watching() {
            @Override
            public void phase(String phase, long total) {
                if (phase.equals(SWAP)) {
                    swaps.countDown();
                }
            }
        }));
        swaps.await();
        assertThat(rebuilt).isNotDone();

        release.countDown();
        projector.get();
        rebuilt.get();

        assertThatTheListIsRight();
    }

    @Test
    void doesWithoutWhatCannotBeReadAndKeepsTheRest() {
        Memory whole = world.save(null, world.create(random));
        Memory spoilt = world.change(random, world.save(null, world.create(random)));
        while (spoilt.counts().sequence() < 4 && !spoilt.isGone()) {
            spoilt = world.change(random, spoilt);
        }
        world.sql.update(
                "update domain_events set payload = '{', payload_type = 'io.omne.Unknown'"
                        + " where aggregate_identifier = ? and sequence_number = 1",
                spoilt.id().toString());

        String outcome = rebuild();

        long left = spoilt.counts().sequence() - 1;
        assertThat(outcome).contains("\"unreadable\": " + left);
        assertThat(entries()).containsEntry(whole.key(), whole).containsKey(spoilt.key());
        assertThat(Objects.requireNonNull(entries().get(spoilt.key())).counts().sequence())
                .isEqualTo(1);

        world.sql.update(
                "delete from domain_events where aggregate_identifier = ?",
                spoilt.id().toString());
        world.sql.update("delete from memories where id = ?", spoilt.id().value());
        world.sql.update("delete from unlisted_writes where id = ?", spoilt.id().value());
        rebuild();
        assertThatTheListIsRight();
    }

    @Test
    void marksAsListedWhatTheNewListHas() {
        write(30);

        rebuild();

        assertThat(world.sql.queryForObject("select count(*) from unlisted_writes", Long.class))
                .isZero();
    }

    @Test
    void changesNothingWhereTheJobIsNoLongerItsOwn() {
        write(10);
        rebuild();
        world.sql.execute("update memory_list.cells set memories = memories + 1");
        Map<List<Object>, Long> before = counts("memory_list.cells", "embedding_status, memory_type, source");

        assertThatThrownBy(() -> world.rebuild().run(NoParameters.NONE, new ListWorld.Watching() {
                    @Override
                    public void lock() {
                        throw new CancellationException("lost");
                    }
                }))
                .isInstanceOf(CancellationException.class);

        assertThat(counts("memory_list.cells", "embedding_status, memory_type, source"))
                .isEqualTo(before);
        rebuild();
        assertThatTheListIsRight();
    }

    @Test
    void endsInTheMiddleOfAStatementWhenItIsToEnd() {
        write(10);
        var locked = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var lock = new ArrayList<CompletableFuture<Void>>();
        var looks = new AtomicInteger();

        assertThatThrownBy(() -> world.rebuild().run(NoParameters.NONE, new ListWorld.Watching() {
                    @Override
                    public void phase(String phase, long total) {
                        if (phase.equals(INDEX)) {
                            lock.add(beside(() -> world.transaction.executeWithoutResult(_ -> {
                                world.sql.execute("lock table memory_list_next.entries");
                                locked.countDown();
                                await(ended);
                            })));
                            await(locked);
                        }
                    }

                    @Override
                    public void done(long more) {
                        if (locked.getCount() == 0 && looks.incrementAndGet() == 3) {
                            throw new CancellationException("enough");
                        }
                    }
                }))
                .isInstanceOf(CancellationException.class);

        ended.countDown();
        lock.getFirst().join();
        rebuild();
        assertThatTheListIsRight();
    }

    @Test
    void givesAccessTimesToMemoriesThatHaveNone() {
        List<Memory> written = write(10).stream().filter(it -> !it.isGone()).toList();
        Memory read = written.getFirst();
        Memory unread = written.getLast();
        rebuild();
        world.sql.update("delete from memory_accesses where id = ?", unread.id().value());
        world.sql.update(
                "update memory_accesses set accessed_at = '2030-01-01Z' where id = ?",
                read.id().value());

        rebuild();

        assertThat(accessedAt(unread.id().value())).isEqualTo(unread.lifetime().createdAt());
        assertThat(accessedAt(read.id().value())).isEqualTo("2030-01-01T00:00:00Z");
    }

    private static Instant accessedAt(UUID id) {
        return Objects.requireNonNull(world.sql.queryForObject(
                        "select accessed_at from memory_accesses where id = ?", OffsetDateTime.class, id))
                .toInstant();
    }
}
