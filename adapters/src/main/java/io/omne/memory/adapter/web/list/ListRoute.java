package io.omne.memory.adapter.web.list;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.memories.MemoryRoutes;
import io.omne.memory.adapter.web.memories.MemoryScopes;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryPage;
import io.omne.web.request.Cursors;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import io.omne.web.request.TimeCursor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/v1/memories`: a user's memories, by page number or by cursor.
@RestController
@RequestMapping(MemoryRoutes.PATH)
class ListRoute {

    private final Dispatcher dispatch;
    private final Cursors cursors;

    ListRoute(Dispatcher dispatch, Cursors cursors) {
        this.dispatch = dispatch;
        this.cursors = cursors;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<ResponseBody>> list(
            @AuthenticationPrincipal UserId owner, @RequestParam MultiValueMap<String, String> parameters) {
        ListParameters.Wanted wanted = ListParameters.read(owner, parameters);
        return query(wanted)
                .flatMap(query -> dispatch.query(query, MemoryPage.class).flatMap(page -> answer(query, page)));
    }

    private Mono<ListMemories> query(ListParameters.Wanted wanted) {
        String cursor = wanted.cursor();
        return cursor == null
                ? Mono.just(wanted.query())
                : cursors.open(MemoryScopes.of(wanted.query()), cursor).map(start -> wanted.from(start(start)));
    }

    private Mono<ResponseEntity<ResponseBody>> answer(ListMemories query, MemoryPage page) {
        PageStart.After next = page.next();
        return next == null
                ? Mono.just(answer(query, page, null))
                : cursors.seal(MemoryScopes.of(query), bytes(next)).map(cursor -> answer(query, page, cursor));
    }

    private static ResponseEntity<ResponseBody> answer(
            ListMemories query, MemoryPage page, @Nullable String nextCursor) {
        var response = ResponseEntity.ok();
        if (page.stale()) {
            response.header("Omne-Stale", "true");
        }
        return response.body(MemoryResponses.Page.of(query, page, nextCursor));
    }

    private static byte[] bytes(PageStart.After start) {
        return new TimeCursor(start.at(), start.id().value()).bytes();
    }

    private static PageStart start(byte[] bytes) {
        TimeCursor start = TimeCursor.of(bytes);
        return new PageStart.After(start.at(), new MemoryId(start.id()));
    }
}
