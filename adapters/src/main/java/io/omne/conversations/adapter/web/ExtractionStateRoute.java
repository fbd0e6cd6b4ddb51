package io.omne.conversations.adapter.web;

import io.omne.conversations.application.administration.ExtractionState;
import io.omne.conversations.application.administration.FindExtractionState;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/v1/admin/extractions`: the state of the extraction of all users' conversations.
@RestController
class ExtractionStateRoute {

    private static final int FAILURES = 20;

    private final Dispatcher dispatch;

    ExtractionStateRoute(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping(path = "/api/v1/admin/extractions", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseBody> state() {
        return dispatch.query(new FindExtractionState(FAILURES), ExtractionState.class)
                .map(ExtractionReport::of);
    }
}
