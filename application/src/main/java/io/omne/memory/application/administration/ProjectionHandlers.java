package io.omne.memory.application.administration;

import io.omne.events.api.Projections;
import io.omne.events.api.Projections.Retried;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.application.MemoryJobs;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the commands and queries of administrators about read models.
@Component
class ProjectionHandlers {

    /// The projections that can be rebuilt, and the kind of job that rebuilds each.
    private static final Map<String, JobKind<NoParameters>> REPLAYS =
            Map.of("memory-list", MemoryJobs.REPLAY_MEMORY_LIST);

    private final Projections projections;
    private final Jobs jobs;

    ProjectionHandlers(Projections projections, Jobs jobs) {
        this.projections = projections;
        this.jobs = jobs;
    }

    @QueryHandler
    CompletableFuture<@Nullable ProjectionStates> handle(ListProjections query) {
        return answer(() -> new ProjectionStates(projections.all().stream()
                .map(it -> new ProjectionStates.State(it, latestReplay(it.name())))
                .toList()));
    }

    private @Nullable JobState latestReplay(String projection) {
        JobKind<NoParameters> replay = REPLAYS.get(projection);
        return replay == null ? null : jobs.latest(replay).orElse(null);
    }

    @CommandHandler
    JobState handle(ReplayProjection command) {
        JobKind<NoParameters> replay = REPLAYS.get(command.name());
        if (replay == null) {
            throw unknown();
        }
        return jobs.request(replay)
                .orElseThrow(() -> new JobConflict("A replay of this projection is not finished yet."));
    }

    @QueryHandler
    CompletableFuture<@Nullable DeadLetters> handle(ListDeadLetters query) {
        return answer(() -> {
            check(query.projection());
            return new DeadLetters(projections.deadLetters(query.projection(), query.perPage()));
        });
    }

    @QueryHandler
    CompletableFuture<@Nullable Retried> handle(RetryDeadLetters query) {
        return answer(() -> {
            check(query.projection());
            return projections.retryDeadLetters(query.projection());
        });
    }

    private void check(String projection) {
        if (projections.all().stream().noneMatch(it -> it.name().equals(projection))) {
            throw unknown();
        }
    }

    private static TargetNotFound unknown() {
        return new TargetNotFound("There is no such projection.");
    }

    private static <T> CompletableFuture<@Nullable T> answer(Supplier<T> answer) {
        return Mono.fromSupplier(answer)
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }
}
