package io.omne.memory.adapter.web.memories;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.DeleteMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.EditedMemory;
import io.omne.memory.api.FindMemory;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.RetryEmbedding;
import io.omne.memory.application.reading.FindVectors;
import io.omne.memory.application.reading.MemoryVectors;
import io.omne.web.request.CleanedHeader;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.JsonBody;
import io.omne.web.request.ResponseBody;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.annotation.CurrentSecurityContext;
import org.springframework.security.core.context.SecurityContext;
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

/// `/api/v1/memories`: one memory at a time.
@RestController
@RequestMapping(MemoryRoutes.PATH)
public class MemoryRoutes {

    public static final String PATH = "/api/v1/memories";

    private static final String JSON = MediaType.APPLICATION_JSON_VALUE;

    private final Dispatcher dispatch;

    public MemoryRoutes(Dispatcher dispatch) {
        this.dispatch = dispatch;
    }

    @PostMapping(consumes = JSON, produces = JSON)
    public Mono<ResponseEntity<ResponseBody>> create(
            @AuthenticationPrincipal UserId owner,
            @CurrentSecurityContext SecurityContext security,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        ObjectNode json = JsonBody.read(headers, body);
        List<NewMemory> asked = List.of(MemoryRequests.create(json));
        IdempotencyKey key = IdempotencyKeyHeader.of(headers, "create", json);
        return dispatch.<CreatedMemories>command(
                        new CreateMemories(owner, Kind.MEMORIES, MemoryParameters.allowance(security), asked, key))
                .map(MemoryRoutes::answer);
    }

    private static ResponseEntity<ResponseBody> answer(CreatedMemories created) {
        if (!created.rejected().isEmpty()) {
            throw MemoryProblems.invalid(created.rejected().getFirst().errors());
        }
        if (created.memories().isEmpty()) {
            throw MemoryLimit.of(Objects.requireNonNull(created.quota())).problem("memories");
        }
        MemoryView memory = created.memories().getFirst();
        return ResponseEntity.status(created.again() ? HttpStatus.OK : HttpStatus.CREATED)
                .location(URI.create(PATH + "/" + memory.id()))
                .eTag(EntityTag.of(memory))
                .headers(MemoryLimit.headers(created.quota()))
                .headers(CleanedHeader.headers(created.cleaned().getFirst()))
                .body(new MemoryResponses.One(memory));
    }

    @GetMapping(path = "/{id}", produces = JSON)
    Mono<ResponseEntity<ResponseBody>> find(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestParam MultiValueMap<String, String> query) {
        var wanted = new FindMemory(owner, MemoryParameters.id(id));
        boolean withEmbedding = MemoryParameters.includesEmbedding(query);
        return dispatch.query(wanted, MemoryView.class).flatMap(memory -> {
            String tag = EntityTag.of(memory);
            if (Preconditions.isUnchanged(headers, tag)) {
                return Mono.just(
                        ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build());
            }
            Mono<ResponseBody> answer =
                    withEmbedding ? withEmbedding(owner, memory) : Mono.just(new MemoryResponses.One(memory));
            return answer.map(it -> ResponseEntity.ok().eTag(tag).body(it));
        });
    }

    @PatchMapping(path = "/{id}", consumes = JSON, produces = JSON)
    Mono<ResponseEntity<ResponseBody>> edit(
            @AuthenticationPrincipal UserId owner,
            @PathVariable String id,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        MemoryId memoryId = MemoryParameters.id(id);
        Edit edit = MemoryRequests.edit(JsonBody.read(headers, body));
        return dispatch.<EditedMemory>command(
                        new EditMemory(owner, memoryId, edit, Preconditions.wantedVersions(headers)))
                .map(edited -> ResponseEntity.ok()
                        .eTag(EntityTag.of(edited.memory()))
                        .headers(CleanedHeader.headers(edited.cleaned()))
                        .body(new MemoryResponses.One(edited.memory())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public Mono<Void> delete(
            @AuthenticationPrincipal UserId owner, @PathVariable String id, @RequestHeader HttpHeaders headers) {
        return dispatch.command(
                new DeleteMemory(owner, MemoryParameters.id(id), Preconditions.wantedVersions(headers)));
    }

    @PostMapping(path = "/{id}/retry-embedding", produces = JSON)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> retryEmbedding(@AuthenticationPrincipal UserId owner, @PathVariable String id) {
        return dispatch.<MemoryView>command(new RetryEmbedding(owner, MemoryParameters.id(id)))
                .map(memory -> new MemoryResponses.Retry(memory.id(), memory.embeddingStatus()));
    }

    private Mono<ResponseBody> withEmbedding(UserId owner, MemoryView memory) {
        return dispatch.query(new FindVectors(owner, memory), MemoryVectors.class)
                .map(vectors -> MemoryResponses.WithEmbedding.of(memory, vectors.passages()));
    }
}
