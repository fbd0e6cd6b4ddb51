package io.omne.memory.application.administration;

import io.omne.events.api.Projections;
import io.omne.events.api.Projections.Retried;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import io.omne.memory.api.ProjectionReplay;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the commands and queries of administrators about read models.
@Component
class ProjectionHandlers {

    private final Projections projections;
    private final Jobs jobs;
    private final Map<String, JobKind<NoParameters>> replays;

    ProjectionHandlers(Projections projections, Jobs jobs, List<ProjectionReplay> replays) {
        this.projections = projections;
        this.jobs = jobs;
        this.replays = replays.stream().collect(Collectors.toMap(ProjectionReplay::projection, ProjectionReplay::job));
    }

    @QueryHandler
    CompletableFuture<@Nullable ProjectionStates> handle(ListProjections query) {
        return answer(() -> new ProjectionStates(projections.all().stream()
                .map(it -> new ProjectionStates.State(it, latestReplay(it.name())))
                .toList()));
    }

    private @Nullable JobState latestReplay(String projection) {
        JobKind<NoParameters> replay = replays.get(projection);
        return replay == null ? null : jobs.latest(replay).orElse(null);
    }

    @CommandHandler
    JobState handle(ReplayProjection command) {
        JobKind<NoParameters> replay = replays.get(command.name());
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
