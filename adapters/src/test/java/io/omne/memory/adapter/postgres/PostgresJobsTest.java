package io.omne.memory.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.Job;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.jobs.application.TestLoops;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

class PostgresJobsTest {

    private static final String KILL_THE_HOLDER =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2"
                    + " and database = (select oid from pg_database where datname = current_database())";

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private final JdbcTemplate sql;
    private final Jobs jobs;
    private final Jobs other;

    PostgresJobsTest() {
        sql = new JdbcTemplate(database.dataSource());
        jobs = instance();
        other = instance();
    }

    private static Jobs instance() {
        return new PostgresJobs(
                new NamedParameterJdbcTemplate(database.dataSource()),
                database.dataSource(),
                new JdbcTransactionManager(database.dataSource()),
                TestLoops.create());
    }

    @BeforeEach
    void forgetJobs() {
        sql.update("delete from jobs");
    }

    private record Verify(Function<Progress, @Nullable String> how) implements Jobs.Work {
        @Override
        public JobName name() {
            return JobName.VERIFY;
        }

        @Override
        public @Nullable String run(Progress progress) {
            return how.apply(progress);
        }
    }

    private Job latest() {
        return jobs.latest(JobName.VERIFY).orElseThrow();
    }

    private static CompletableFuture<Boolean> beside(Jobs jobs, Jobs.Work work) {
        return CompletableFuture.supplyAsync(
                () -> jobs.doIfAsked(work), task -> Thread.ofPlatform().daemon().start(task));
    }

    private static void await(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesOneOfANameAtATime() {
        Job asked = jobs.ask(JobName.VERIFY).orElseThrow();

        assertThat(jobs.ask(JobName.VERIFY)).isEmpty();
        assertThat(asked.state()).isEqualTo(Job.State.ASKED);
        assertThat(latest()).isEqualTo(asked);

        jobs.doIfAsked(new Verify(_ -> null));
        assertThat(jobs.ask(JobName.VERIFY)).isPresent();
    }

    @Test
    void doesNothingUnasked() {
        assertThat(jobs.doIfAsked(new Verify(_ -> {
                    throw new AssertionError();
                })))
                .isFalse();
    }

    @Test
    void keepsWhatCameOfIt() {
        jobs.ask(JobName.VERIFY);

        assertThat(jobs.doIfAsked(new Verify(progress -> {
                    progress.phase("looking", 7);
                    progress.done(3);
                    return "{\"found\": 1}";
                })))
                .isTrue();

        Job done = latest();
        assertThat(done.state()).isEqualTo(Job.State.COMPLETED);
        assertThat(done.outcome()).isEqualTo("{\"found\": 1}");
        assertThat(done.phase()).isEqualTo("looking");
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.total()).isEqualTo(7);
        assertThat(done.finishedAt()).isAfterOrEqualTo(done.startedAt());
    }

    @Test
    void showsHowFarItIs() throws Exception {
        jobs.ask(JobName.VERIFY);
        var end = new CountDownLatch(1);
        var doing = beside(jobs, new Verify(progress -> {
            progress.phase("looking", 7);
            progress.done(3);
            await(end);
            return null;
        }));

        await(() -> latest().done() == 3);

        assertThat(latest().state()).isEqualTo(Job.State.RUNNING);
        end.countDown();
        assertThat(doing.get()).isTrue();
    }

    @Test
    void saysWhyItFailedInASentence() {
        jobs.ask(JobName.VERIFY);

        jobs.doIfAsked(new Verify(_ -> {
            throw new IllegalStateException("select * from secrets");
        }));

        assertThat(latest().state()).isEqualTo(Job.State.FAILED);
        assertThat(latest().error()).endsWith(".").doesNotContain("select", "Exception");

        jobs.ask(JobName.VERIFY);
        jobs.doIfAsked(new Verify(_ -> {
            throw new IllegalStateException(new SQLException("could not extend file", "53100"));
        }));
        assertThat(latest().error()).isEqualTo("PostgreSQL has no space left on its disk.");
    }

    @Test
    void isDoneByOneInstanceAtATime() throws Exception {
        jobs.ask(JobName.VERIFY);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var doing = beside(jobs, new Verify(_ -> {
            begun.countDown();
            await(end);
            return null;
        }));
        begun.await();

        assertThat(other.doIfAsked(new Verify(_ -> {
                    throw new AssertionError();
                })))
                .isFalse();

        end.countDown();
        assertThat(doing.get()).isTrue();
        assertThat(latest().state()).isEqualTo(Job.State.COMPLETED);
    }

    @Test
    void isBegunAgainWhereItsInstanceLostIt() throws Exception {
        jobs.ask(JobName.VERIFY);
        var begun = new CountDownLatch(1);
        var ends = new AtomicInteger();
        var lost = beside(jobs, new Verify(progress -> {
            progress.phase("first", 0);
            begun.countDown();
            try {
                await(() -> {
                    progress.done(1);
                    return false;
                });
            } catch (CancellationException e) {
                ends.incrementAndGet();
                throw e;
            }
            return null;
        }));
        begun.await();
        sql.queryForList(KILL_THE_HOLDER);

        await(() -> other.doIfAsked(new Verify(progress -> {
            progress.phase("second", 0);
            return "{}";
        })));

        lost.get();
        assertThat(ends).hasValue(1);
        assertThat(latest().state()).isEqualTo(Job.State.COMPLETED);
        assertThat(latest().phase()).isEqualTo("second");
    }

    @Test
    void cannotBeFinishedByWhoLostIt() throws Exception {
        jobs.ask(JobName.VERIFY);
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var lost = beside(jobs, new Verify(_ -> {
            begun.countDown();
            await(end);
            return "{\"by\": \"who lost it\"}";
        }));
        begun.await();
        sql.queryForList(KILL_THE_HOLDER);
        await(() -> other.doIfAsked(new Verify(_ -> {
            end.countDown();
            assertThat(lost).succeedsWithin(Duration.ofSeconds(30));
            return "{\"by\": \"the other\"}";
        })));

        assertThat(latest().outcome()).isEqualTo("{\"by\": \"the other\"}");
    }

    @Test
    void isLeftToTheNextWhereItsInstanceStops() throws Exception {
        jobs.ask(JobName.VERIFY);
        var begun = new CountDownLatch(1);
        Thread stopping = Thread.ofPlatform()
                .start(() -> jobs.doIfAsked(new Verify(progress -> {
                    begun.countDown();
                    await(() -> {
                        progress.done(1);
                        return false;
                    });
                    return null;
                })));
        begun.await();
        stopping.interrupt();
        stopping.join();
        assertThat(latest().state()).isEqualTo(Job.State.RUNNING);

        assertThat(other.doIfAsked(new Verify(_ -> null))).isTrue();
        assertThat(latest().state()).isEqualTo(Job.State.COMPLETED);
    }

    @Test
    void asksOnceInAPeriodWhateverTheInstance() {
        Job first = jobs.askOncePer(JobName.VERIFY, Duration.ofMinutes(5)).orElseThrow();
        assertThat(other.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))).isEmpty();
        jobs.doIfAsked(new Verify(_ -> null));
        assertThat(other.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))).isEmpty();

        askedAgo(first, "5 minutes 1 second");

        assertThat(other.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))).isPresent();
        assertThat(jobs.askOncePer(JobName.RETRY_FAILED_EMBEDDINGS, Duration.ofMinutes(5)))
                .isPresent();
    }

    @Test
    void asksForNothingMoreWhileTheLastOneIsNotFinished() {
        Job first = jobs.askOncePer(JobName.VERIFY, Duration.ofMinutes(5)).orElseThrow();

        askedAgo(first, "3 days");

        assertThat(other.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))).isEmpty();
    }

    @Test
    void asksWhenAnAdministratorDoesWithinThePeriodToo() {
        jobs.askOncePer(JobName.VERIFY, Duration.ofMinutes(5));
        jobs.doIfAsked(new Verify(_ -> null));

        assertThat(other.ask(JobName.VERIFY)).isPresent();
    }

    /// A clock that was put back holds nothing up.
    @Test
    void countsNoJobOfTheFuture() {
        Job first = jobs.ask(JobName.VERIFY).orElseThrow();
        jobs.doIfAsked(new Verify(_ -> null));

        askedAgo(first, "-1 day");

        assertThat(jobs.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))).isPresent();
    }

    private void askedAgo(Job job, String interval) {
        sql.update(
                "update jobs set asked_at = clock_timestamp() - cast(? as interval) where id = ?", interval, job.id());
    }

    /// Also where a job is done before the next instance has looked.
    @Test
    void asksOnceWhereManyInstancesDoSoTogether() throws Exception {
        var done = new AtomicInteger();
        for (int round = 0; round < 20; round++) {
            forgetJobs();
            done.set(0);
            var together = new CyclicBarrier(4);
            List<CompletableFuture<Boolean>> asking = Stream.of(jobs, other, instance(), instance())
                    .map(instance -> CompletableFuture.supplyAsync(
                            () -> {
                                await(together);
                                boolean asked = instance.askOncePer(JobName.VERIFY, Duration.ofMinutes(5))
                                        .isPresent();
                                instance.doIfAsked(new Verify(_ -> {
                                    done.incrementAndGet();
                                    return null;
                                }));
                                return asked;
                            },
                            task -> Thread.ofPlatform().daemon().start(task)))
                    .toList();

            int asked = 0;
            for (CompletableFuture<Boolean> one : asking) {
                asked += one.get() ? 1 : 0;
            }
            assertThat(asked).isEqualTo(1);
            assertThat(done).hasValueLessThanOrEqualTo(1);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsTheLastTenOfAName() {
        jobs.ask(JobName.RETRY_FAILED_EMBEDDINGS);
        for (int i = 0; i < 14; i++) {
            jobs.ask(JobName.VERIFY);
            int number = i;
            jobs.doIfAsked(new Verify(_ -> "{\"number\": %d}".formatted(number)));
        }

        assertThat(sql.queryForList(
                        "select (outcome ->> 'number')::int from jobs where name = 'verify' order by asked_at",
                        Integer.class))
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(jobs.latest(JobName.RETRY_FAILED_EMBEDDINGS)).isPresent();
    }

    @Test
    void leavesNoLockBehind() {
        for (int i = 0; i < 20; i++) {
            jobs.ask(JobName.VERIFY);
            assertThat(jobs.doIfAsked(new Verify(_ -> null))).isTrue();
        }
        assertThat(sql.queryForList("select * from pg_locks where locktype = 'advisory' and objsubid = 2 and database ="
                        + " (select oid from pg_database where datname = current_database())"))
                .isEmpty();
    }
}
