package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.jobs.RetryPolicy;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.application.MemoryJobs;
import io.omne.memory.application.writing.Memories;
import io.omne.memory.application.writing.Transition;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The sweeps with the real model, on instances without workers.
class SweepsTest {

    private static final Duration SOON = Duration.ofMinutes(1);

    /// More than the pause in which an instance looks whether a sweep is due.
    private static final Duration BOTH_LOOK_AGAIN = Duration.ofSeconds(7);

    private static TestDatabase database;
    private static Instance server;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of(
                        "embedding.provider", "local",
                        "omne.embedding.workers", 0,
                        "omne.sweeps.process-pending-embeddings.batch", 2,
                        "omne.sweeps.retry-failed-embeddings.batch", 2));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        sql().execute("delete from jobs");
        sql().execute("delete from scheduled_tasks");
        sql().execute("delete from memories");
    }

    private static JdbcTemplate sql() {
        return server.get(JdbcTemplate.class);
    }

    private Memory save(@Nullable Memory before, Decision decision) {
        var accepted = (Accepted) decision;
        new TransactionTemplate(server.get(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> server.get(Memories.class)
                        .save(List.of(new Transition(before, accepted.memory(), accepted.events()))));
        return accepted.memory();
    }

    private Memory pending(Instant at) {
        return save(
                null,
                Memory.create(
                        new MemoryId(UUID.randomUUID()),
                        new UserId(UUID.randomUUID()),
                        new Content("Lunch with Ann on Friday"),
                        new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null),
                        new Origin(MemorySource.MANUAL, null, null),
                        at));
    }

    private Memory claimed(Instant leasedUntil) {
        Memory memory = pending(now);
        return save(memory, memory.claim(leasedUntil, now));
    }

    private Memory failed(Duration ago) {
        return failed(ago, "model_unavailable");
    }

    private Memory failed(Duration ago, String code) {
        Instant at = now.minus(ago);
        Memory memory = pending(at);
        Memory claimed = save(memory, memory.claim(at.plusSeconds(30), at));
        var failure = new EmbeddingFailure(code, "No answer.");
        return save(claimed, claimed.fail(1, failure, new RetryPolicy(0, Duration.ZERO), 0, at));
    }

    private Memory postponed(Duration pause) {
        Memory claimed = claimed(now);
        var failure = new EmbeddingFailure("model_unavailable", "No answer.");
        return save(claimed, claimed.fail(1, failure, new RetryPolicy(1, pause), 0, now));
    }

    private static String status(Memory memory) {
        return String.valueOf(sql().queryForObject(
                        "select embedding_status from memories where id = ?",
                        String.class,
                        memory.id().value()));
    }

    private static @Nullable String outcomeOf(JobKind<NoParameters> sweep) {
        Jobs jobs = server.get(Jobs.class);
        Eventually.holds(
                SOON,
                () -> jobs.latest(sweep)
                        .filter(job -> job.state() == JobState.State.COMPLETED)
                        .isPresent());
        return jobs.latest(sweep).orElseThrow().outcome();
    }

    private static @Nullable String sweep(JobKind<NoParameters> name) {
        server.get(Jobs.class).request(name);
        return outcomeOf(name);
    }

    @Test
    void embedsWhatIsDueAndWhatWasLeftInTheMiddle() {
        List<Memory> due = List.of(pending(now), pending(now), pending(now), claimed(now));
        Memory gone = pending(now);
        save(gone, gone.delete(now));
        Memory held = claimed(now.plus(Duration.ofHours(1)));
        Memory later = postponed(Duration.ofHours(1));
        List<Memory> byAClockAhead = List.of(pending(now.plus(Duration.ofHours(1))));

        assertThat(sweep(MemoryJobs.PROCESS_PENDING_EMBEDDINGS)).isEqualTo("{\"released\": 1, \"attempted\": 5}");

        assertThat(byAClockAhead).allMatch(memory -> status(memory).equals("completed"));
        assertThat(due).allMatch(memory -> status(memory).equals("completed"));
        assertThat(List.of(gone, later)).allMatch(memory -> status(memory).equals("pending"));
        assertThat(status(held)).isEqualTo("processing");
    }

    @Test
    void triesAgainWhatFailedLately() {
        List<Memory> lately = List.of(
                failed(Duration.ZERO),
                failed(Duration.ofHours(1)),
                failed(Duration.ofHours(2)),
                failed(Duration.ofHours(24).minusMinutes(2)));
        Memory old = failed(Duration.ofHours(24).plusSeconds(1));
        Memory gone = failed(Duration.ofHours(1));
        save(gone, gone.delete(now));

        assertThat(sweep(MemoryJobs.RETRY_FAILED_EMBEDDINGS)).isEqualTo("{\"retried\": 4}");

        assertThat(lately).allMatch(memory -> status(memory).equals("pending"));
        assertThat(List.of(old, gone)).allMatch(memory -> status(memory).equals("failed"));
        assertThat(sweep(MemoryJobs.PROCESS_PENDING_EMBEDDINGS)).isEqualTo("{\"released\": 0, \"attempted\": 4}");
        assertThat(lately).allMatch(memory -> status(memory).equals("completed"));
    }

    @Test
    void deletesExpiredIdempotencyRecords() {
        sql().execute("""
                insert into creation_keys (user_id, key, fingerprint, ids, created_at, expires_at)
                select gen_random_uuid(), 'key', '', array[gen_random_uuid()], now(),
                    now() + interval '1 hour' * case when i <= 1003 then -i else i end
                from generate_series(1, 1004) i""");

        assertThat(sweep(MemoryJobs.DELETE_EXPIRED_IDEMPOTENCY_RECORDS)).isEqualTo("{\"deleted\": 1003}");
        assertThat(sql().queryForObject("select count(*) from creation_keys", Integer.class))
                .isOne();
    }

    @Test
    void beginsAgainWhatAnInstanceThatIsGoneHadBegun() {
        Memory memory = pending(now);
        sql().execute("""
                with gone as (insert into jobs (id, name, state, phase, done, asked_at, started_at)
                    values (gen_random_uuid(), 'process_pending_embeddings', 'running', 'embedding', 2,
                        now() - interval '1 minute', now() - interval '1 minute') returning id, name)
                insert into scheduled_tasks
                    (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                select name, id::text, now() - interval '1 minute', true, 'gone', now() - interval '1 minute', 2
                from gone""");

        assertThat(outcomeOf(MemoryJobs.PROCESS_PENDING_EMBEDDINGS)).isEqualTo("{\"released\": 0, \"attempted\": 1}");
        assertThat(status(memory)).isEqualTo("completed");
    }

    /// The second one finds what was missed while there was none.
    @Test
    void sweepsOnceInAPeriodOverAllInstances() {
        sql().execute("""
                insert into jobs (id, name, state, asked_at, started_at, finished_at)
                select gen_random_uuid(), name, 'completed', now() - interval '2 hours', now(), now()
                from unnest(array['process_pending_embeddings', 'retry_failed_embeddings']) s (name)""");
        Map<String, Object> hourly = Map.of(
                "embedding.provider", "local",
                "omne.embedding.workers", 0,
                "omne.sweeps.process-pending-embeddings.every", "1h",
                "omne.sweeps.retry-failed-embeddings.every", "1h");
        try (var one = new Instance(database.url(), TestRedis.shared(), hourly);
                var other = new Instance(database.url(), TestRedis.shared(), hourly)) {
            Eventually.holds(SOON, () -> jobs("state = 'completed'") >= 4);
            LockSupport.parkNanos(BOTH_LOOK_AGAIN.toNanos());

            assertThat(jobs("true")).isEqualTo(4);
            assertThat(List.of(one, other))
                    .allMatch(it -> it.client().list("/api/v1/memories").status() == 200);
        }
    }

    private static int jobs(String condition) {
        Integer count = sql().queryForObject(
                        "select count(*) from jobs where name like '%embeddings' and " + condition, Integer.class);
        return count == null ? 0 : count;
    }

    /// Whoever writes on and on adds memories faster than they are embedded.
    @Test
    void endsThoughMemoriesAreWrittenAllTheTime() throws Exception {
        List<Memory> before = IntStream.range(0, 6).mapToObj(_ -> pending(now)).toList();
        var goesOn = new AtomicBoolean(true);
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; goesOn.get() && i < 100_000; i++) {
                    pending(Instant.now().truncatedTo(ChronoUnit.MICROS));
                }
            });
            try {
                assertThat(sweep(MemoryJobs.PROCESS_PENDING_EMBEDDINGS)).isNotNull();
                assertThat(goesOn.get() && !writing.isDone())
                        .as("it was written on")
                        .isTrue();
                assertThat(before).allMatch(memory -> status(memory).equals("completed"));
            } finally {
                goesOn.set(false);
            }
            writing.get();
        }
    }

    @Test
    void leavesRefusedTextsAloneUntilTheModelChanges() {
        Memory refused = failed(Duration.ofMinutes(1), EmbeddingFailure.TEXT_REFUSED);
        Memory unsupported = failed(Duration.ofMinutes(1), EmbeddingFailure.TEXT_NOT_SUPPORTED);
        Memory other = failed(Duration.ofMinutes(1));

        assertThat(sweep(MemoryJobs.RETRY_FAILED_EMBEDDINGS)).isEqualTo("{\"retried\": 1}");

        assertThat(status(refused)).isEqualTo("failed");
        assertThat(status(unsupported)).isEqualTo("failed");
        assertThat(status(other)).isEqualTo("pending");
    }
}
