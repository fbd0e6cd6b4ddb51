package io.omne.memory.application.administration;

import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.application.MemoryJobs;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the commands and queries of administrators about the verification of events, states and read model.
@Component
class VerificationHandlers {

    private final Jobs jobs;

    VerificationHandlers(Jobs jobs) {
        this.jobs = jobs;
    }

    @CommandHandler
    JobState handle(StartVerification command) {
        return jobs.request(MemoryJobs.VERIFY)
                .orElseThrow(() -> new JobConflict("A verification is not finished yet."));
    }

    @QueryHandler
    CompletableFuture<@Nullable JobState> handle(FindVerification query) {
        return Mono.fromCallable(() -> jobs.latest(MemoryJobs.VERIFY)
                        .orElseThrow(() -> new TargetNotFound("Nothing was ever verified.")))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }
}
