package io.omne.memory.adapter.web.administration;

import io.omne.jobs.api.Jobs;
import io.omne.jobs.api.Jobs.JobName;
import io.omne.memory.application.sweeps.SweepSettings;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Blocking;
import io.omne.web.request.ResponseBody;
import io.omne.web.request.TextValues;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/sweeps`: what looks for embeddings that were missed or failed.
@RestController
@RequestMapping(path = "/api/v1/admin/sweeps", produces = MediaType.APPLICATION_JSON_VALUE)
class SweepRoutes {

    private final Jobs jobs;
    private final Map<JobName, Duration> periods;

    SweepRoutes(Jobs jobs, SweepSettings settings) {
        this.jobs = jobs;
        this.periods = settings.periods();
    }

    @GetMapping
    Mono<ResponseBody> all() {
        return Blocking.call(() -> new AdministrationResponses.Sweeps(periods.entrySet().stream()
                .map(it ->
                        AdministrationResponses.Sweep.of(nameOf(it.getKey()), it.getValue(), jobs.latest(it.getKey())))
                .toList()));
    }

    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> ask(@PathVariable String name) {
        JobName sweep = periods.keySet().stream()
                .filter(it -> nameOf(it).equals(name))
                .findFirst()
                .orElseThrow(() -> new RequestProblem(HttpStatus.NOT_FOUND, "There is no such sweep."));
        return Blocking.call(() -> jobs.ask(sweep)
                .map(AdministrationResponses.Job::of)
                .orElseThrow(
                        () -> new RequestProblem(HttpStatus.CONFLICT, "A sweep of this name is not finished yet.")));
    }

    private static String nameOf(JobName sweep) {
        return TextValues.nameOf(sweep).replace('_', '-');
    }
}
