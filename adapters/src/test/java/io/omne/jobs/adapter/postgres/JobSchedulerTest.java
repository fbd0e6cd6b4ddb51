package io.omne.jobs.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.TestDatabase;
import io.omne.database.adapter.postgres.PostgresClock;
import io.omne.database.api.DatabaseState;
import io.omne.database.api.DatabaseStateChanged;
import io.omne.jobs.adapter.postgres.JobScheduler.Pace;
import io.omne.jobs.api.Job;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.JobState.State;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.jobs.application.TestLoops;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(120)
class JobSchedulerTest {

    private static final JobKind<NoParameters> CHECK = JobKind.of("check");
    private static final Pace QUICK = new Pace(Duration.ofMillis(100), Duration.ofMillis(500));

    /// Looks for jobs once, when it starts.
    private static final Pace ONCE = new Pace(Duration.ofMinutes(10), QUICK.heartbeat());

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
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final PostgresJobs jobs;

    JobSchedulerTest() {
        sql = new JdbcTemplate(database.dataSource());
        jobs = requests();
    }

    @BeforeEach
    void forgetJobs() {
        sql.update("delete from jobs");
        sql.update("delete from scheduled_tasks");
    }

    @AfterEach
    void stop() {
        members.forEach(member -> member.scheduler().stop());
    }

    /// Of the instances that share the database.
    private record Member(PostgresJobs jobs, JobScheduler scheduler) {}

    private static PostgresJobs requests() {
        return new PostgresJobs(
                new NamedParameterJdbcTemplate(database.dataSource()),
                database.dataSource(),
                new JdbcTransactionManager(database.dataSource()),
                new PostgresClock(new JdbcTemplate(database.dataSource())));
    }

    private Member start(Job<?>... does) {
        return start(QUICK, does);
    }

    private Member start(Pace pace, Job<?>... does) {
        PostgresJobs requests = requests();
        var scheduler = new JobScheduler(
                List.of(does), requests, TestLoops.create(), database.dataSource(), new PostgresClock(sql), pace);
        var member = new Member(requests, scheduler);
        members.add(member);
        scheduler.start();
        return member;
    }

    private record Check(Duration every, Function<Progress, @Nullable String> how) implements Job<NoParameters> {

        Check(Function<Progress, @Nullable String> how) {
            this(Duration.ZERO, how);
        }

        @Override
        public JobKind<NoParameters> kind() {
            return CHECK;
        }

        @Override
        public @Nullable String run(NoParameters none, Progress progress) {
            return how.apply(progress);
        }
    }

    private JobState latest() {
        return jobs.latest(CHECK).orElseThrow();
    }

    private JobState latest(State state) {
        await(() -> jobs.latest(CHECK).filter(job -> job.state() == state).isPresent());
        return latest();
    }

    private int count(String rows) {
        return Optional.ofNullable(sql.queryForObject("select count(*) from " + rows, Integer.class))
                .orElseThrow();
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
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String untilItIsCancelled(Progress progress) {
        await(() -> {
            progress.done(1);
            return false;
        });
        return null;
    }

    /// As if the instance that is at it had been gone for a minute, which it does not notice by itself.
    private void loseTheHolder() {
        assertThat(sql.update("update scheduled_tasks set version = version + 1, picked_by = 'gone',"
                        + " last_heartbeat = clock_timestamp() - interval '1 minute' where picked"))
                .isOne();
    }

    @Test
    void takesOneOfAKindAtATime() {
        JobState asked = jobs.request(CHECK).orElseThrow();

        assertThat(jobs.request(CHECK)).isEmpty();
        assertThat(asked.state()).isEqualTo(State.ASKED);
        assertThat(latest()).isEqualTo(asked);

        start(new Check(_ -> null));
        latest(State.COMPLETED);
        assertThat(jobs.request(CHECK)).isPresent();
    }

    @Test
    void doesNothingUnrequested() {
        var done = new AtomicInteger();
        start(new Check(_ -> String.valueOf(done.incrementAndGet())));

        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());

        assertThat(done).hasValue(0);
    }

    @Test
    void keepsWhatCameOfIt() {
        Member member = start(new Check(progress -> {
            progress.phase("looking", 7);
            progress.done(3);
            return "{\"found\": 1}";
        }));
        member.jobs().request(CHECK);

        JobState done = latest(State.COMPLETED);
        assertThat(done.outcome()).isEqualTo("{\"found\": 1}");
        assertThat(done.phase()).isEqualTo("looking");
        assertThat(done.done()).isEqualTo(3);
        assertThat(done.total()).isEqualTo(7);
        assertThat(done.finishedAt()).isAfterOrEqualTo(done.startedAt());
    }

    /// However seldom it polls.
    @Test
    void beginsAtOnceWhatIsRequestedOnIt() {
        Member member = start(new Pace(Duration.ofMinutes(10), Duration.ofMinutes(1)), new Check(_ -> null));
        for (int i = 0; i < 5; i++) {
            member.jobs().request(CHECK);
            latest(State.COMPLETED);
        }
    }

    /// Commands have a transaction around them.
    @Test
    void beginsAtOnceWhatIsRequestedInATransactionThatEndsLater() {
        Member member = start(ONCE, new Check(_ -> null));
        new TransactionTemplate(new JdbcTransactionManager(database.dataSource())).executeWithoutResult(_ -> {
            member.jobs().request(CHECK);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        });

        latest(State.COMPLETED);
    }

    @Test
    void showsHowFarItIs() {
        var end = new CountDownLatch(1);
        jobs.request(CHECK);
        start(new Check(progress -> {
            progress.phase("looking", 7);
            progress.done(3);
            await(end);
            return null;
        }));

        await(() -> latest().done() == 3);

        assertThat(latest().state()).isEqualTo(State.RUNNING);
        end.countDown();
        latest(State.COMPLETED);
    }

    @Test
    void saysWhyItFailedInASentence() {
        var failure = new CompletableFuture<RuntimeException>();
        Member member = start(new Check(_ -> {
            throw failure.join();
        }));
        failure.complete(new IllegalStateException("select * from secrets"));
        member.jobs().request(CHECK);

        JobState failed = latest(State.FAILED);
        assertThat(failed.error()).endsWith(".").doesNotContain("select", "Exception");
    }

    @Test
    void saysThatTheDiskIsFull() {
        jobs.request(CHECK);
        start(new Check(_ -> {
            throw new IllegalStateException(new SQLException("could not extend file", "53100"));
        }));

        assertThat(latest(State.FAILED).error()).isEqualTo("PostgreSQL has no space left on its disk.");
    }

    @Test
    void beginsAgainWhereItsConnectionWasLost() {
        var times = new AtomicInteger();
        jobs.request(CHECK);
        start(new Check(_ -> {
            if (times.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("terminating connection", "57P01"));
            }
            return null;
        }));

        latest(State.COMPLETED);
        assertThat(times).hasValue(2);
    }

    @Test
    void looksForNoJobsWhilePostgresTakesNoWrites() {
        Member member = start(new Check(_ -> null));
        member.scheduler().on(new DatabaseStateChanged(DatabaseState.READ_ONLY, false));
        int looksUnderWay = 1;
        for (int i = 0; i <= looksUnderWay; i++) {
            jobs.request(CHECK);
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
        assertThat(latest().state()).isEqualTo(State.ASKED);

        member.scheduler().on(new DatabaseStateChanged(DatabaseState.WRITABLE, false));
        latest(State.COMPLETED);
    }

    /// Another instance may know the kind.
    @Test
    void keepsJobsOfKindsThatItDoesNotKnow() {
        jobs.request(CHECK);
        sql.update("update scheduled_tasks set execution_time = execution_time - interval '1 year'");
        start();
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(count("scheduled_tasks")).isOne();

        start(new Check(_ -> null));
        latest(State.COMPLETED);
    }

    /// What the threads do not catch is printed to the standard error by Java.
    @Test
    void beginsWhatCouldNotBeBegunBefore() {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> uncaught.add(e));
        sql.execute("alter table scheduled_tasks add constraint as_if_read_only check (not picked)");
        try {
            jobs.request(CHECK);
            start(new Check(_ -> null));
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            assertThat(latest().state()).isEqualTo(State.ASKED);
        } finally {
            sql.execute("alter table scheduled_tasks drop constraint as_if_read_only");
            Thread.setDefaultUncaughtExceptionHandler(before);
        }

        latest(State.COMPLETED);
        assertThat(uncaught).isEmpty();
    }

    @Test
    void isDoneByOneInstanceAtATime() {
        var done = new AtomicInteger();
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Check check = new Check(_ -> {
            done.incrementAndGet();
            begun.countDown();
            await(end);
            return null;
        });
        start(check);
        start(check);
        jobs.request(CHECK);
        await(begun);

        LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()); // longer than a lost one's heartbeats are waited for

        assertThat(done).hasValue(1);
        end.countDown();
        latest(State.COMPLETED);
        assertThat(done).hasValue(1);
    }

    @Test
    void isBegunAgainWhereItsInstanceIsLost() {
        var begun = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        jobs.request(CHECK);
        start(ONCE, new Check(progress -> {
            progress.phase("first", 0);
            begun.countDown();
            try {
                return untilItIsCancelled(progress);
            } catch (CancellationException e) {
                cancelled.countDown();
                throw e;
            }
        }));
        await(begun);
        start(new Check(progress -> {
            progress.phase("second", 0);
            return "{}";
        }));
        loseTheHolder();

        JobState done = latest(State.COMPLETED);
        await(cancelled);
        assertThat(done.phase()).isEqualTo("second");
        assertThat(latest()).isEqualTo(done);
    }

    @Test
    void cannotBeFinishedByWhoLostIt() {
        var begun = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        jobs.request(CHECK);
        start(ONCE, new Check(_ -> {
            begun.countDown();
            await(end);
            ended.countDown();
            return "{\"by\": \"who lost it\"}";
        }));
        await(begun);
        start(new Check(_ -> {
            end.countDown();
            await(ended);
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            return "{\"by\": \"the other\"}";
        }));
        loseTheHolder();

        assertThat(latest(State.COMPLETED).outcome()).isEqualTo("{\"by\": \"the other\"}");
    }

    @Test
    void refusesAPeriodForJobsWithParameters() {
        var kind = new JobKind<>("order", Order.class);
        var order = new Job<Order>() {
            @Override
            public JobKind<Order> kind() {
                return kind;
            }

            @Override
            public Duration every() {
                return Duration.ofMinutes(1);
            }

            @Override
            public @Nullable String run(Order parameters, Progress progress) {
                return null;
            }
        };

        assertThatThrownBy(() -> start(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order")
                .hasMessageContaining("cannot be periodic");
    }

    /// db-scheduler would stop looking for jobs without a word.
    @Test
    void doesNotStartWhereItCannotReadTheTime() {
        var scheduler = new JobScheduler(
                List.of(),
                requests(),
                TestLoops.create(),
                database.dataSource(),
                () -> {
                    throw new IllegalStateException("no time");
                },
                QUICK);

        assertThatThrownBy(scheduler::start).hasMessage("no time");
        assertThat(scheduler.isRunning()).isFalse();
    }

    /// Long before it would be taken for gone.
    @Test
    void isLeftToTheNextWhereItsInstanceStops() {
        var begun = new CountDownLatch(1);
        jobs.request(CHECK);
        var pace = new Pace(Duration.ofMillis(100), Duration.ofHours(1));
        Member stopping = start(pace, new Check(progress -> {
            begun.countDown();
            return untilItIsCancelled(progress);
        }));
        await(begun);
        start(pace, new Check(_ -> "{\"by\": \"the next\"}"));

        stopping.scheduler().stop();

        assertThat(latest(State.COMPLETED).outcome()).isEqualTo("{\"by\": \"the next\"}");
    }

    record Order(String of, int number) {}

    @Test
    void waitsForTwoSubjectsBesideEachOtherAndTellsEachJobItsParameters() {
        JobKind<Order> kind = new JobKind<>("order", Order.class);
        var together = new CyclicBarrier(2);
        jobs.request(kind, "ann", new Order("tea \"green\"", 1));
        jobs.request(kind, "bob", new Order("coffee", 2));
        assertThat(jobs.request(kind, "ann", new Order("more", 3))).isEmpty();

        start(new Job<Order>() {
            @Override
            public JobKind<Order> kind() {
                return kind;
            }

            @Override
            public String run(Order order, Progress progress) {
                try {
                    together.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                return "{\"number\": %d, \"length\": %d}"
                        .formatted(order.number(), order.of().length());
            }
        });

        await(() -> count("jobs where state = 'completed'") == 2);
        assertThat(jobs.latest(kind, "ann").orElseThrow().outcome()).isEqualTo("{\"number\": 1, \"length\": 11}");
        assertThat(jobs.latest(kind, "bob").orElseThrow().outcome()).isEqualTo("{\"number\": 2, \"length\": 6}");
        assertThat(jobs.latest(kind)).isEmpty();
    }

    /// Where many instances are started together, too.
    @Test
    void isRequestedOncePerPeriodOverAllInstances() throws Exception {
        var together = new CyclicBarrier(4);
        var check = new Check(Duration.ofSeconds(2), _ -> null);
        List<Thread> starts = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    try {
                        together.await();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    start(check);
                }))
                .limit(4)
                .toList();
        for (Thread it : starts) {
            it.join();
        }

        await(() -> count("jobs where state = 'completed'") >= 4);

        assertThat(count("(select asked_at - lag(asked_at) over (order by asked_at) as pause from jobs) j"
                        + " where pause < interval '1.9 seconds'"))
                .isZero();
    }

    @Test
    void isRequestedByAnAdministratorWithinThePeriodTooWhichPutsTheNextRequestOff() {
        Duration period = Duration.ofSeconds(4);
        Member member = start(new Check(period, _ -> null));
        latest(State.COMPLETED);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());

        JobState requested = member.jobs().request(CHECK).orElseThrow();
        await(() -> !latest().id().equals(requested.id()));

        assertThat(count("jobs")).isEqualTo(3);
        assertThat(Duration.between(requested.askedAt(), latest().askedAt())).isGreaterThanOrEqualTo(period);
    }

    /// As soon as it is finished, not one period later.
    @Test
    void isRequestedAgainOnceAJobThatTookLongerThanItsPeriodIsFinished() {
        var end = new CountDownLatch(1);
        start(new Check(Duration.ofSeconds(2), _ -> {
            await(end);
            return null;
        }));
        await(() -> count("jobs where state = 'running'") == 1);
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        assertThat(count("jobs")).isOne();

        end.countDown();

        await(() -> count("jobs") >= 2);
    }

    @Test
    void isNotRequestedAgainInItsPeriodByAnInstanceThatStartsAnew() {
        var check = new Check(Duration.ofHours(1), _ -> null);
        start(check).scheduler().stop();
        await(() -> count("scheduled_tasks where task_name = 'every_check' and not picked") == 1);
        start(check);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());

        assertThat(count("jobs")).isLessThanOrEqualTo(1);
    }

    /// A clock that was put back holds nothing up for longer than a period, once an instance is started.
    @Test
    void waitsForNoTimeFarAway() {
        sql.update("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)"
                + " values ('every_check', 'recurring', clock_timestamp() + interval '1 day', false, 1)");

        start(new Check(Duration.ofSeconds(2), _ -> null));

        latest(State.COMPLETED);
    }

    @Test
    void keepsTheLastTenOfAKindAndSubject() {
        JobKind<NoParameters> other = JobKind.of("other");
        jobs.request(other);
        var number = new AtomicInteger();
        Member member = start(new Check(_ -> "{\"number\": %d}".formatted(number.getAndIncrement())));
        for (int i = 0; i < 14; i++) {
            await(() -> member.jobs().request(CHECK).isPresent());
        }
        latest(State.COMPLETED);

        assertThat(sql.queryForList(
                        "select (outcome ->> 'number')::int from jobs where name = 'check' order by asked_at",
                        Integer.class))
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(jobs.latest(other)).isPresent();
    }

    @Test
    void leavesNothingBehindOfWhatIsDone() {
        Member member = start(new Check(_ -> null));
        for (int i = 0; i < 10; i++) {
            await(() -> member.jobs().request(CHECK).isPresent());
        }

        await(() -> count("scheduled_tasks") == 0);
        assertThat(count("jobs where state = 'completed'")).isEqualTo(10);
    }
}
