package io.omne.memory.adapter.web.events;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.document.QuerySchemas;
import io.omne.memory.adapter.web.memories.MemoryParameters;
import io.omne.memory.adapter.web.memories.MemoryRoutes;
import io.omne.memory.adapter.web.memories.MemoryScopes;
import io.omne.memory.application.reading.HistoryPage;
import io.omne.memory.application.reading.ReadHistory;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.CursorScope;
import io.omne.web.request.Cursors;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.ResponseBody;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/v1/memories/{id}/history`: what happened to a memory, oldest first, by cursor.
@RestController
@RequestMapping(MemoryRoutes.PATH)
class HistoryRoute {

    private final Dispatcher dispatch;
    private final Cursors cursors;

    HistoryRoute(Dispatcher dispatch, Cursors cursors) {
        this.dispatch = dispatch;
        this.cursors = cursors;
    }

    @GetMapping(path = "/{id}/history", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseBody> history(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        MemoryId memory = MemoryParameters.id(id);
        var query = new QueryParameters(parameters, QuerySchemas.HISTORY);
        int perPage = CommonParameters.perPage(query);
        String cursor = query.optional("cursor", Cursors::checked);
        query.check();
        var scope = MemoryScopes.of(owner, memory);
        return after(scope, cursor)
                .flatMap(after -> dispatch.query(new ReadHistory(owner, memory, after, perPage), HistoryPage.class))
                .flatMap(page -> answer(scope, perPage, page));
    }

    private Mono<Long> after(CursorScope scope, @Nullable String cursor) {
        return cursor == null
                ? Mono.just(0L)
                : cursors.open(scope, cursor)
                        .map(position -> ByteBuffer.wrap(position).getLong());
    }

    private Mono<ResponseBody> answer(CursorScope scope, int perPage, HistoryPage page) {
        Long next = page.next();
        return next == null
                ? Mono.just(answer(perPage, page, null))
                : cursors.seal(
                                scope,
                                ByteBuffer.allocate(Long.BYTES).putLong(next).array())
                        .map(cursor -> answer(perPage, page, cursor));
    }

    private static ResponseBody answer(int perPage, HistoryPage page, @Nullable String nextCursor) {
        return new MemoryResponses.History(
                page.data().stream().map(HistoryEntry::of).toList(), new MemoryResponses.Walked(perPage, nextCursor));
    }
}
