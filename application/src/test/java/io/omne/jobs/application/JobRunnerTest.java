package io.omne.jobs.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.jobs.api.Jobs.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRunnerTest {

    private final CountDownLatch looked = new CountDownLatch(2);
    private final AtomicReference<@Nullable Runnable> job = new AtomicReference<>();
    private final JobRunner runner =
            new JobRunner(new OneJob(), List.of(new Named(JobName.VERIFY)), TestLoops.create());

    @AfterEach
    void stop() {
        runner.stop();
    }

    private record Named(JobName name) implements Work {
        @Override
        public @Nullable String run(Progress progress) {
            throw new AssertionError();
        }
    }

    /// Fails the first time that it is looked at.
    private final class OneJob implements Jobs {

        @Override
        public Optional<Job> ask(JobName name) {
            throw new AssertionError();
        }

        @Override
        public Optional<Job> askOncePer(JobName name, Duration period) {
            throw new AssertionError();
        }

        @Override
        public Optional<Job> latest(JobName name) {
            throw new AssertionError();
        }

        @Override
        public Set<JobName> unfinished() {
            return Set.of(JobName.VERIFY);
        }

        @Override
        public boolean doIfAsked(Work work) {
            looked.countDown();
            if (looked.getCount() > 0) {
                throw new IllegalStateException("not now");
            }
            Runnable asked = job.getAndSet(null);
            if (asked != null) {
                asked.run();
            }
            return asked != null;
        }
    }

    @Test
    void keepsLookingWhateverHappens() throws Exception {
        var done = new CountDownLatch(1);
        job.set(done::countDown);

        runner.start();

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void interruptsAJobWhenItStops() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        job.set(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
            }
        });
        runner.start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

        runner.stop();

        assertThat(interrupted).isTrue();
        assertThat(runner.isRunning()).isFalse();
    }
}
