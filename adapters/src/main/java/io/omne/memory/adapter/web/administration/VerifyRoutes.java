package io.omne.memory.adapter.web.administration;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Blocking;
import io.omne.web.request.ResponseBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/verify`: whether events, state and read model say the same.
@RestController
@RequestMapping(path = "/api/v1/admin/verify", produces = MediaType.APPLICATION_JSON_VALUE)
class VerifyRoutes {

    private final Jobs jobs;

    VerifyRoutes(Jobs jobs) {
        this.jobs = jobs;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> ask() {
        return Blocking.call(() -> jobs.ask(JobName.VERIFY)
                .map(AdministrationResponses.Job::of)
                .orElseThrow(() -> new RequestProblem(HttpStatus.CONFLICT, "A verification is not finished yet.")));
    }

    @GetMapping
    Mono<ResponseBody> latest() {
        return Blocking.call(() -> jobs.latest(JobName.VERIFY)
                .map(AdministrationResponses.Job::of)
                .orElseThrow(() -> new RequestProblem(HttpStatus.NOT_FOUND, "Nothing was ever verified.")));
    }
}
