package io.omne.memory.application;

import io.omne.jobs.api.FailureClassifier;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.jobs.api.RepeatedFailure;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Asks for each sweep once in its period. Every instance looks, and {@link Jobs} lets one of them ask: what
/// was missed while none was there is asked for once, soon after the next one starts.
@Component
class SweepSchedule implements SmartLifecycle {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SweepSchedule.class);

    private final Jobs jobs;
    private final FailureClassifier failures;
    private final Map<JobName, Duration> periods;
    private final Duration pause;
    private @Nullable Thread thread;
    private volatile boolean running;

    SweepSchedule(Jobs jobs, SweepSettings settings, FailureClassifier failures) {
        this.jobs = jobs;
        this.failures = failures;
        this.periods = settings.periods().entrySet().stream()
                .filter(it -> it.getValue().isPositive())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.pause = Collections.min(Stream.concat(periods.values().stream(), Stream.of(LONGEST_PAUSE))
                .toList());
    }

    @Override
    public void start() {
        running = true;
        if (!periods.isEmpty()) {
            thread = Thread.ofPlatform().daemon().name("sweep-schedule").start(this::keep);
        }
    }

    @Override
    public void stop() {
        running = false;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void keep() {
        var failure = new RepeatedFailure(log, "sweeps are not asked for", failures);
        while (running) {
            try {
                periods.forEach(jobs::askOncePer);
                failure.over();
            } catch (RuntimeException | Error e) {
                if (running) {
                    failure.occurred(e);
                }
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
