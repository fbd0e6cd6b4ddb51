package io.omne.memory.adapter.web.administration;

import io.omne.events.api.Projections;
import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Blocking;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.ResponseBody;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/projections`: the processors that keep read models.
@RestController
@RequestMapping(path = "/api/v1/admin/projections", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectionRoutes {

    /// The projections that can be built anew, and by what.
    private static final Map<String, JobName> REPLAYS = Map.of("memory-list", JobName.REPLAY_MEMORY_LIST);

    private final Projections projections;
    private final Jobs jobs;

    ProjectionRoutes(Projections projections, Jobs jobs) {
        this.projections = projections;
        this.jobs = jobs;
    }

    @GetMapping
    Mono<ResponseBody> all() {
        return Blocking.call(() -> new AdministrationResponses.States(projections.all().stream()
                .map(it -> AdministrationResponses.State.of(it, latestReplay(it.name())))
                .toList()));
    }

    @PostMapping("/{name}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> replay(@PathVariable String name) {
        JobName replay = REPLAYS.get(name);
        if (replay == null) {
            throw unknown();
        }
        return Blocking.call(() -> jobs.ask(replay)
                .map(AdministrationResponses.Job::of)
                .orElseThrow(() ->
                        new RequestProblem(HttpStatus.CONFLICT, "A replay of this projection is not finished yet.")));
    }

    @GetMapping("/{name}/dead-letters")
    Mono<ResponseBody> deadLetters(@PathVariable String name, @RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, QuerySchemas.DEAD_LETTERS);
        int perPage = CommonParameters.perPage(query);
        query.check();
        return of(
                name,
                () -> new AdministrationResponses.DeadLetters(projections.deadLetters(name, perPage).stream()
                        .map(AdministrationResponses.DeadLetter::of)
                        .toList()));
    }

    @PostMapping("/{name}/dead-letters/retry")
    Mono<ResponseBody> retryDeadLetters(@PathVariable String name) {
        return of(name, () -> AdministrationResponses.Retried.of(projections.retryDeadLetters(name)));
    }

    private Mono<ResponseBody> of(String name, Supplier<ResponseBody> answer) {
        return Blocking.call(() -> {
            if (projections.all().stream().noneMatch(it -> it.name().equals(name))) {
                throw unknown();
            }
            return answer.get();
        });
    }

    private AdministrationResponses.@Nullable Job latestReplay(String projection) {
        JobName replay = REPLAYS.get(projection);
        return replay == null
                ? null
                : jobs.latest(replay).map(AdministrationResponses.Job::of).orElse(null);
    }

    private static RequestProblem unknown() {
        return new RequestProblem(HttpStatus.NOT_FOUND, "There is no such projection.");
    }
}
