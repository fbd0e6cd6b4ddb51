package io.omne.memory.application;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.LoopOwner;
import io.omne.jobs.api.Loops;
import io.omne.jobs.api.Loops.Loop;
import io.omne.jobs.api.Loops.LoopSettings;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Asks for each sweep once in its period. Every instance looks, and {@link Jobs} lets one of them ask: what
/// was missed while none was there is asked for once, soon after the next one starts.
@Component
class SweepSchedule implements LoopOwner {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final Map<JobName, Duration> periods;
    private final Duration pause;
    private final Loop loop;

    SweepSchedule(Jobs jobs, SweepSettings settings, Loops loops) {
        this.jobs = jobs;
        this.periods = settings.periods().entrySet().stream()
                .filter(it -> it.getValue().isPositive())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.pause = Collections.min(Stream.concat(periods.values().stream(), Stream.of(LONGEST_PAUSE))
                .toList());
        this.loop = loops.loop(
                new LoopSettings(
                        LoggerFactory.getLogger(SweepSchedule.class),
                        "sweep-schedule",
                        "sweeps are not asked for",
                        pause),
                this::ask);
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public boolean isAutoStartup() {
        return !periods.isEmpty();
    }

    private Duration ask() {
        periods.forEach(jobs::askOncePer);
        return pause;
    }
}
