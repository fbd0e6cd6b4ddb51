package io.omne.recall.adapter.web;

import io.omne.access.UserId;
import io.omne.recall.api.SearchResult;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.JsonBody;
import io.omne.web.request.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/v1/memories/search`: finds memories by meaning and by words.
@RestController
class SearchRoute {

    static final String PATH = "/api/v1/memories/search";

    private final Dispatcher dispatch;

    SearchRoute(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ResponseBody>> search(
            @AuthenticationPrincipal UserId owner,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        SearchRequest request = SearchRequest.read(owner, JsonBody.read(headers, body));
        return dispatch.stream(request.search(), SearchResult.class).single().map(result -> answer(request, result));
    }

    private static ResponseEntity<ResponseBody> answer(SearchRequest request, SearchResult result) {
        var response = ResponseEntity.ok();
        if (result.stale()) {
            response.header("Omne-Stale", "true");
        }
        return response.body(SearchResponses.Results.of(request.search().mode(), request.explain(), result));
    }
}
