package io.omne.memory.adapter.web.administration;

import io.omne.jobs.api.JobState;
import io.omne.memory.application.administration.ListSweeps;
import io.omne.memory.application.administration.StartSweep;
import io.omne.memory.application.administration.Sweeps;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/sweeps`: the jobs that look for work which was missed or failed.
@RestController
@RequestMapping(path = "/api/v1/admin/sweeps", produces = MediaType.APPLICATION_JSON_VALUE)
class SweepRoutes {

    private final Dispatcher dispatch;

    SweepRoutes(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping
    Mono<ResponseBody> all() {
        return dispatch.query(new ListSweeps(), Sweeps.class).map(AdministrationResponses.Sweeps::of);
    }

    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> ask(@PathVariable String name) {
        return dispatch.<JobState>command(new StartSweep(name)).map(AdministrationResponses.Job::of);
    }
}
