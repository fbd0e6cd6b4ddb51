package io.omne.jobs.application;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.Work;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Does the jobs that were asked for, on this instance or another, and those whose instance is gone. A job
/// that this instance's end interrupts is left to whoever comes next.
@Component
class JobRunner implements LoopOwner {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// For a job to notice that it is interrupted. It is not worth a slower end: nothing is lost.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Loop loop;

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
        if (jobs.doIfAsked(work)) {
            log.info("{}: done with it", work.name());
        }
        return PAUSE;
    }
}
