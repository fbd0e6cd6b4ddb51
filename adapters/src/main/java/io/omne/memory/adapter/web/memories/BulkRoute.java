package io.omne.memory.adapter.web.memories;

import io.omne.access.UserId;
import io.omne.memory.api.CreatedMemories;
import io.omne.web.request.Blocking;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.LargeBody;
import io.omne.web.request.ResponseBody;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/v1/memories/bulk`: creates many memories at once. Invalid ones do not stop valid ones.
@RestController
@RequestMapping(MemoryRoutes.PATH)
public class BulkRoute {

    public static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Dispatcher dispatch;

    public BulkRoute(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping(
            path = "/bulk",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    public Mono<ResponseEntity<ResponseBody>> create(
            @AuthenticationPrincipal UserId owner,
            @CurrentSecurityContext SecurityContext security,
            ServerHttpRequest request) {
        return LargeBody.read(request, MOST_BYTES)
                .flatMap(body -> Blocking.call(() -> BulkRequest.read(request.getHeaders(), body)))
                .flatMap(bulk -> dispatch.<CreatedMemories>command(
                                bulk.command(owner, MemoryParameters.allowance(security)))
                        .map(created -> ResponseEntity.ok()
                                .headers(MemoryLimit.headers(created.quota()))
                                .body(bulk.answer(created))));
    }
}
