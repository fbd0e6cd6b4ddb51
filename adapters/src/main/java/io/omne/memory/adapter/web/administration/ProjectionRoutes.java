package io.omne.memory.adapter.web.administration;

import io.omne.events.api.Projections.Retried;
import io.omne.jobs.api.JobState;
import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.memory.application.administration.DeadLetters;
import io.omne.memory.application.administration.ListDeadLetters;
import io.omne.memory.application.administration.ListProjections;
import io.omne.memory.application.administration.ProjectionStates;
import io.omne.memory.application.administration.ReplayProjection;
import io.omne.memory.application.administration.RetryDeadLetters;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.ResponseBody;
import java.time.Duration;
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

/// `/api/v1/admin/projections`: the processors that maintain read models.
@RestController
@RequestMapping(path = "/api/v1/admin/projections", produces = MediaType.APPLICATION_JSON_VALUE)
class ProjectionRoutes {

    /// Long, because the memories concerned are tried again one by one.
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    private final Dispatcher dispatch;

    ProjectionRoutes(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping
    Mono<ResponseBody> all() {
        return dispatch.query(new ListProjections(), ProjectionStates.class).map(AdministrationResponses.States::of);
    }

    @PostMapping("/{name}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> replay(@PathVariable String name) {
        return dispatch.<JobState>command(new ReplayProjection(name)).map(AdministrationResponses.Job::of);
    }

    @GetMapping("/{name}/dead-letters")
    Mono<ResponseBody> deadLetters(@PathVariable String name, @RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, QuerySchemas.DEAD_LETTERS);
        int perPage = CommonParameters.perPage(query);
        query.check();
        return dispatch.query(new ListDeadLetters(name, perPage), DeadLetters.class)
                .map(AdministrationResponses.DeadLetters::of);
    }

    @PostMapping("/{name}/dead-letters/retry")
    Mono<ResponseBody> retryDeadLetters(@PathVariable String name) {
        return dispatch.query(new RetryDeadLetters(name), Retried.class, LONGEST_RETRY)
                .map(AdministrationResponses.Retried::of);
    }
}
