package io.omne.memory.application.administration;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.Job;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// What administrators do about sweeps.
@Component
class SweepHandlers {

    private final Jobs jobs;
    private final Map<JobName, Duration> periods;

    SweepHandlers(Jobs jobs, SweepSettings settings) {
        this.jobs = jobs;
        this.periods = settings.periods();
    }

    @QueryHandler
    CompletableFuture<@Nullable Sweeps> handle(ListSweeps query) {
        return Mono.fromCallable(() -> new Sweeps(periods.entrySet().stream()
                        .map(it -> new Sweeps.Sweep(
                                nameOf(it.getKey()),
                                it.getValue(),
                                jobs.latest(it.getKey()).orElse(null)))
                        .toList()))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    @CommandHandler
    Job handle(StartSweep command) {
        JobName sweep = periods.keySet().stream()
                .filter(it -> nameOf(it).equals(command.name()))
                .findFirst()
                .orElseThrow(() -> new TargetNotFound("There is no such sweep."));
        return jobs.ask(sweep).orElseThrow(() -> new JobConflict("A sweep of this name is not finished yet."));
    }

    private static String nameOf(JobName sweep) {
        return sweep.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
