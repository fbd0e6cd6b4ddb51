package io.omne.memory.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepScheduleTest {

    private record Asked(JobName name, Duration period) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final AtomicBoolean failsOnce = new AtomicBoolean();
    private @Nullable SweepSchedule schedule;

    private void start(Duration pending, Duration failed) {
        schedule = new SweepSchedule(
                new NotedJobs(),
                new SweepSettings(
                        new SweepSettings.Pending(pending, 50),
                        new SweepSettings.Failed(failed, Duration.ofHours(24), 50)),
                TestLoops.create());
        schedule.start();
    }

    @AfterEach
    void stop() {
        if (schedule != null) {
            schedule.stop();
        }
    }

    private Asked next() throws InterruptedException {
        Asked next = asked.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("a sweep that is asked for").isNotNull();
        return next;
    }

    @Test
    void asksForEachSweepOncePerItsPeriodFromTheStart() throws Exception {
        start(Duration.ofMinutes(5), Duration.ofHours(6));

        assertThat(List.of(next(), next()))
                .containsExactlyInAnyOrder(
                        new Asked(JobName.PROCESS_PENDING_EMBEDDINGS, Duration.ofMinutes(5)),
                        new Asked(JobName.RETRY_FAILED_EMBEDDINGS, Duration.ofHours(6)));
    }

    @Test
    void leavesOutASweepWithoutAPeriod() throws Exception {
        start(Duration.ZERO, Duration.ofSeconds(1));

        var only = new Asked(JobName.RETRY_FAILED_EMBEDDINGS, Duration.ofSeconds(1));
        assertThat(next()).isEqualTo(only);
        assertThat(next()).isEqualTo(only);
    }

    @Test
    void goesOnAfterAFailure() throws Exception {
        failsOnce.set(true);
        start(Duration.ofSeconds(1), Duration.ZERO);

        assertThat(next().name()).isEqualTo(JobName.PROCESS_PENDING_EMBEDDINGS);
        assertThat(failsOnce).isFalse();
    }

    private final class NotedJobs implements Jobs {

        @Override
        public Optional<Job> ask(JobName name) {
            throw new AssertionError();
        }

        @Override
        public Optional<Job> askOncePer(JobName name, Duration period) {
            if (failsOnce.getAndSet(false)) {
                throw new IllegalStateException("not now");
            }
            asked.add(new Asked(name, period));
            return Optional.empty();
        }

        @Override
        public Optional<Job> latest(JobName name) {
            throw new AssertionError();
        }

        @Override
        public Set<JobName> unfinished() {
            throw new AssertionError();
        }

        @Override
        public boolean doIfAsked(Work work) {
            throw new AssertionError();
        }
    }
}
