package io.omne.conversations.adapter.web;

import io.omne.access.UserId;
import io.omne.conversations.adapter.web.ConversationParameters.Wanted;
import io.omne.conversations.api.AwaitDeletion;
import io.omne.conversations.api.ConversationPage;
import io.omne.conversations.api.DeleteConversation;
import io.omne.conversations.api.EditConversation;
import io.omne.conversations.api.EditedConversation;
import io.omne.conversations.api.ExtractConversation;
import io.omne.conversations.api.FindConversation;
import io.omne.conversations.api.FindConversation.FoundConversation;
import io.omne.conversations.api.ListConversations;
import io.omne.memory.Change;
import io.omne.memory.Title;
import io.omne.web.request.BodyFields;
import io.omne.web.request.CleanedHeader;
import io.omne.web.request.Cursors;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.JsonBody;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.ResponseBody;
import io.omne.web.request.TimeCursor;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/// `/api/v1/conversations`: the list of conversations, and one at a time.
@RestController
@RequestMapping(ConversationRoutes.PATH)
class ConversationRoutes {

    static final String PATH = "/api/v1/conversations";

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Dispatcher dispatch;
    private final Cursors cursors;

    ConversationRoutes(Dispatcher dispatch, Cursors cursors) {
        this.dispatch = dispatch;
        this.cursors = cursors;
    }

    @GetMapping(produces = JSON)
    Mono<ResponseEntity<ResponseBody>> list(
            @AuthenticationPrincipal UserId owner, @RequestParam MultiValueMap<String, String> parameters) {
        Wanted wanted = ConversationParameters.page(parameters, ConversationApi.LIST);
        return after(owner, wanted)
                .map(after -> new ListConversations(owner, after.orElse(null), wanted.perPage()))
                .flatMap(query -> dispatch.query(query, ConversationPage.class))
                .flatMap(page -> answer(owner, wanted, page));
    }

    private Mono<Optional<ListConversations.After>> after(UserId owner, Wanted wanted) {
        String cursor = wanted.cursor();
        return cursor == null
                ? Mono.just(Optional.empty())
                : cursors.open(ConversationParameters.scope(owner), cursor)
                        .map(TimeCursor::of)
                        .map(it -> Optional.of(new ListConversations.After(it.at(), it.id())));
    }

    private Mono<ResponseEntity<ResponseBody>> answer(UserId owner, Wanted wanted, ConversationPage page) {
        ListConversations.After next = page.next();
        Mono<Optional<String>> cursor = next == null
                ? Mono.just(Optional.empty())
                : cursors.seal(ConversationParameters.scope(owner), new TimeCursor(next.lastAt(), next.id()).bytes())
                        .map(Optional::of);
        return cursor.map(it -> StaleHeader.answer(page.stale())
                .body(new ConversationResponses.Page(
                        page.data(), new ConversationResponses.Meta(wanted.perPage(), it.orElse(null)))));
    }

    @GetMapping(path = "/{id}", produces = JSON)
    Mono<ResponseEntity<ResponseBody>> find(@AuthenticationPrincipal UserId owner, @PathVariable String id) {
        return find(owner, ConversationParameters.id(id))
                .map(found ->
                        StaleHeader.answer(found.stale()).body(new ConversationResponses.One(found.conversation())));
    }

    private Mono<FoundConversation> find(UserId owner, UUID id) {
        return dispatch.query(new FindConversation(owner, id), FoundConversation.class);
    }

    @PatchMapping(path = "/{id}", consumes = JSON, produces = JSON)
    Mono<ResponseEntity<ResponseBody>> edit(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        UUID conversation = ConversationParameters.id(id);
        Change<Optional<Title>> title = title(JsonBody.read(headers, body));
        return dispatch.<EditedConversation>command(new EditConversation(owner, conversation, title))
                .flatMap(edited -> find(owner, conversation)
                        .map(found -> StaleHeader.answer(found.stale())
                                .headers(CleanedHeader.headers(edited.cleaned()))
                                .body(new ConversationResponses.One(found.conversation()))));
    }

    private static Change<Optional<Title>> title(ObjectNode json) {
        var fields = new BodyFields(json, ConversationApi.EDIT);
        Title title = fields.optional("title", (field, node) -> new Title(JsonScalars.text(field, node)));
        fields.check();
        return fields.has("title") ? Change.to(Optional.ofNullable(title)) : Change.keep();
    }

    @PostMapping(path = "/{id}/extract", produces = JSON)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> extract(@AuthenticationPrincipal UserId owner, @PathVariable String id) {
        UUID conversation = ConversationParameters.id(id);
        return dispatch.command(new ExtractConversation(owner, conversation))
                .then(find(owner, conversation))
                .map(found -> new ConversationResponses.One(found.conversation()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> parameters) {
        UUID conversation = ConversationParameters.id(id);
        boolean keepsExtracted = ConversationParameters.keepsExtracted(parameters);
        return dispatch.command(new DeleteConversation(owner, conversation, keepsExtracted))
                .then(dispatch.query(new AwaitDeletion(owner, conversation), Boolean.class))
                .then();
    }
}
