package io.omne.jobs.application;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.Jobs.Work;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Does the jobs that were asked for, on this instance or another, and those whose instance is gone. A job
/// that this instance's end interrupts is left to whoever comes next.
@Component
class JobRunner implements LoopOwner {

    private static final Duration PAUSE = Duration.ofSeconds(4);

    /// For a job to notice that it is interrupted. It is not worth a slower end: nothing is lost.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Loop loop;
    private @Nullable Set<JobName> unfinished;
    private long lookedNanos;

    JobRunner(Jobs jobs, List<Work> works, Loops loops) {
        this.jobs = jobs;
        this.loop = loops.together(works.stream()
                .map(work -> loops.loop(settings(work), () -> lookFor(work)))
                .toList());
    }

    private static LoopSettings settings(Work work) {
        String name = work.name().name().toLowerCase(Locale.ROOT);
        return new LoopSettings(log, "job-" + name, "jobs of %s are not looked for".formatted(work.name()), PAUSE)
                .stoppingWithin(Duration.ZERO, PATIENCE);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    private Duration lookFor(Work work) {
        if (unfinished().contains(work.name()) && jobs.doIfAsked(work)) {
            log.info("{}: done with it", work.name());
        }
        return PAUSE;
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
}
