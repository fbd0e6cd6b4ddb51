package io.omne.jobs.application;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.Jobs.Work;
import io.omne.jobs.api.RepeatedFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Does the jobs that were asked for, on this instance or another, and those whose instance is gone. A job
/// that this instance's end interrupts is left to whoever comes next.
@Component
class JobRunner implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(3);

    /// For a job to notice that it is interrupted. It is not worth a slower end: nothing is lost.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final List<Work> works;
    private final FailureClassifier failures;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;
    private @Nullable Set<JobName> unfinished;
    private long lookedNanos;

    JobRunner(Jobs jobs, List<Work> works, FailureClassifier failures) {
        this.jobs = jobs;
        this.works = works;
        this.failures = failures;
    }

    @Override
    public void start() {
        running = true;
        for (Work work : works) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("job-" + work.name().name().toLowerCase(Locale.ROOT))
                    .start(() -> lookFor(work)));
        }
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.forEach(JobRunner::join);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void lookFor(Work work) {
        var failure = new RepeatedFailure(log, "jobs of %s are not looked for".formatted(work.name()), failures);
        while (running) {
            try {
                if (unfinished().contains(work.name()) && jobs.doIfAsked(work)) {
                    log.info("{}: done with it", work.name());
                }
                failure.over();
            } catch (RuntimeException | Error e) {
                if (running) {
                    failure.occurred(e);
                }
            }
            if (!pause()) {
                return;
            }
        }
    }

    /// Those who look for jobs of different names share one look.
    private synchronized Set<JobName> unfinished() {
        long now = System.nanoTime();
        Set<JobName> seen = unfinished;
        if (seen == null || now - lookedNanos >= PAUSE.toNanos() * 9 / 10) {
            unfinished = null;
            seen = jobs.unfinished();
            unfinished = seen;
            lookedNanos = now;
        }
        return seen;
    }

    /// @return false when the thread was interrupted
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(PATIENCE)) {
                log.info("{} is interrupted in the middle", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
