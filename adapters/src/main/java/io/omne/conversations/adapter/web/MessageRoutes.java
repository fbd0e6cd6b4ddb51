package io.omne.conversations.adapter.web;

import static java.util.Objects.requireNonNullElse;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Quota;
import io.omne.conversations.adapter.web.ConversationParameters.Wanted;
import io.omne.conversations.api.ListMessages;
import io.omne.conversations.api.MessagePage;
import io.omne.memory.MemoryId;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.MemoryOrder.Direction;
import io.omne.web.request.Blocking;
import io.omne.web.request.CursorScope;
import io.omne.web.request.Cursors;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.LargeBody;
import io.omne.web.request.RateLimit;
import io.omne.web.request.ResponseBody;
import io.omne.web.request.TimeCursor;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/conversations/{id}/messages`: adds messages to a conversation, and lists them.
@RestController
@RequestMapping(ConversationRoutes.PATH + "/{id}/messages")
class MessageRoutes {

    static final int MOST_BYTES = 8 * 1024 * 1024;

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Dispatcher dispatch;
    private final Cursors cursors;

    MessageRoutes(Dispatcher dispatch, Cursors cursors) {
        this.dispatch = dispatch;
        this.cursors = cursors;
    }

    @PostMapping(consumes = JSON, produces = JSON)
    Mono<ResponseEntity<ResponseBody>> add(
            @AuthenticationPrincipal UserId owner, @PathVariable String id, ServerHttpRequest request) {
        UUID conversation = ConversationParameters.id(id);
        return LargeBody.read(request, MOST_BYTES)
                .flatMap(body -> Blocking.call(() -> SentMessages.read(request.getHeaders(), body)))
                .flatMap(sent -> (sent.good().isEmpty()
                                ? Mono.just(CreatedMemories.NONE)
                                : dispatch.<CreatedMemories>command(sent.command(owner, conversation)))
                        .map(added -> ResponseEntity.ok()
                                .headers(limit(added.quota()))
                                .body(sent.answer(added))));
    }

    private static HttpHeaders limit(@Nullable Quota quota) {
        return quota == null
                ? new HttpHeaders()
                : new RateLimit(quota.limit(), quota.remaining(), quota.next()).headers();
    }

    @GetMapping(produces = JSON)
    Mono<ResponseEntity<ResponseBody>> list(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        UUID conversation = ConversationParameters.id(id);
        Wanted wanted = ConversationParameters.page(parameters, ConversationApi.LIST_MESSAGES);
        Direction direction = requireNonNullElse(wanted.direction(), Direction.ASC);
        CursorScope scope = ConversationParameters.scope(owner, conversation, direction);
        return after(scope, wanted)
                .map(after -> new ListMessages(owner, conversation, direction, after.orElse(null), wanted.perPage()))
                .flatMap(query -> dispatch.query(query, MessagePage.class))
                .flatMap(page -> answer(scope, wanted, page));
    }

    private Mono<Optional<ListMessages.After>> after(CursorScope scope, Wanted wanted) {
        String cursor = wanted.cursor();
        return cursor == null
                ? Mono.just(Optional.empty())
                : cursors.open(scope, cursor)
                        .map(TimeCursor::of)
                        .map(it -> Optional.of(new ListMessages.After(it.at(), new MemoryId(it.id()))));
    }

    private Mono<ResponseEntity<ResponseBody>> answer(CursorScope scope, Wanted wanted, MessagePage page) {
        ListMessages.After next = page.next();
        Mono<Optional<String>> cursor = next == null
                ? Mono.just(Optional.empty())
                : cursors.seal(scope, new TimeCursor(next.sentAt(), next.id().value()).bytes())
                        .map(Optional::of);
        return cursor.map(it -> StaleHeader.answer(page.stale())
                .body(new ConversationResponses.Messages(
                        page.data(), new ConversationResponses.Meta(wanted.perPage(), it.orElse(null)))));
    }
}
