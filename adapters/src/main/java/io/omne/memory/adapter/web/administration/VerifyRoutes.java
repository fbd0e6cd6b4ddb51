package io.omne.memory.adapter.web.administration;

import io.omne.jobs.api.JobState;
import io.omne.memory.application.administration.FindVerification;
import io.omne.memory.application.administration.StartVerification;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/verify`: the verification that events, state and read model agree.
@RestController
@RequestMapping(path = "/api/v1/admin/verify", produces = MediaType.APPLICATION_JSON_VALUE)
class VerifyRoutes {

    private final Dispatcher dispatch;

    VerifyRoutes(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> ask() {
        return dispatch.<JobState>command(new StartVerification()).map(AdministrationResponses.Job::of);
    }

    @GetMapping
    Mono<ResponseBody> latest() {
        return dispatch.query(new FindVerification(), JobState.class).map(AdministrationResponses.Job::of);
    }
}
