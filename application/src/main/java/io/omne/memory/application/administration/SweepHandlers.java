package io.omne.memory.application.administration;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.application.sweeps.SweepSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the commands and queries of administrators about sweeps.
@Component
class SweepHandlers {

    private final Jobs jobs;
    private final Map<JobKind<NoParameters>, Duration> periods;

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
    JobState handle(StartSweep command) {
        JobKind<NoParameters> sweep = periods.keySet().stream()
                .filter(it -> nameOf(it).equals(command.name()))
                .findFirst()
                .orElseThrow(() -> new TargetNotFound("There is no such sweep."));
        return jobs.request(sweep).orElseThrow(() -> new JobConflict("A sweep of this name is not finished yet."));
    }

    private static String nameOf(JobKind<?> sweep) {
        return sweep.name().replace('_', '-');
    }
}
