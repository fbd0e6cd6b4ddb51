package io.omne.memory.adapter.web.administration;

import io.omne.memory.application.administration.EmbeddingState;
import io.omne.memory.application.administration.FindEmbeddingState;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/embeddings`: the state of the embedding of all users' memories.
@RestController
@RequestMapping(path = "/api/v1/admin/embeddings", produces = MediaType.APPLICATION_JSON_VALUE)
class EmbeddingRoutes {

    private static final int FAILURES = 20;

    private final Dispatcher dispatch;

    EmbeddingRoutes(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping
    Mono<ResponseBody> standing() {
        return dispatch.query(new FindEmbeddingState(FAILURES), EmbeddingState.class)
                .map(EmbeddingReport::of);
    }
}
