package io.omne.memory.application.administration;

import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Sweep;
import java.util.Comparator;
import java.util.List;
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
    private final List<Sweep> sweeps;

    SweepHandlers(Jobs jobs, List<Sweep> sweeps) {
        this.jobs = jobs;
        this.sweeps = sweeps.stream()
                .sorted(Comparator.comparing(SweepHandlers::nameOf))
                .toList();
    }

    @QueryHandler
    CompletableFuture<@Nullable Sweeps> handle(ListSweeps query) {
        return Mono.fromCallable(() -> new Sweeps(sweeps.stream()
                        .map(it -> new Sweeps.Sweep(
                                nameOf(it), it.every(), jobs.latest(it.kind()).orElse(null)))
                        .toList()))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    @CommandHandler
    JobState handle(StartSweep command) {
        Sweep sweep = sweeps.stream()
                .filter(it -> nameOf(it).equals(command.name()))
                .findFirst()
                .orElseThrow(() -> new TargetNotFound("There is no such sweep."));
        return jobs.request(sweep.kind())
                .orElseThrow(() -> new JobConflict("A sweep of this name is not finished yet."));
    }

    private static String nameOf(Sweep sweep) {
        return sweep.kind().name().replace('_', '-');
    }
}
