package io.omne.conversations.adapter.web;

import io.omne.access.UserId;
import io.omne.conversations.api.FindSources;
import io.omne.conversations.api.FindSources.Sources;
import io.omne.memory.MemoryId;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/v1/memories/{id}/sources`: the parts of messages that an extracted memory comes from.
@RestController
class SourceRoute {

    private final Dispatcher dispatch;

    SourceRoute(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping(path = "/api/v1/memories/{id}/sources", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseBody> sources(@AuthenticationPrincipal UserId owner, @PathVariable String id) {
        var memory = new MemoryId(ConversationParameters.id(id));
        return dispatch.query(new FindSources(owner, memory), Sources.class)
                .map(ConversationResponses.MemorySources::of);
    }
}
