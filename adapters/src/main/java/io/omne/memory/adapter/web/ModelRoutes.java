package io.omne.memory.adapter.web;

import io.omne.access.UserId;
import io.omne.embedding.ModelSpec;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.application.ChangeModel;
import io.omne.memory.application.FindModel;
import io.omne.memory.application.FindRefusedTexts;
import io.omne.memory.application.ModelState;
import io.omne.memory.application.RefusedTexts;
import io.omne.memory.application.SteerModelChange;
import io.omne.memory.application.TryModel;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/embeddings/model`: the embedding model, and its change for another.
@RestController
@RequestMapping(path = "/api/v1/admin/embeddings/model", produces = MediaType.APPLICATION_JSON_VALUE)
class ModelRoutes {

    /// Longer than any call of a model may take.
    private static final Duration LONGEST_TRIAL = Duration.ofMinutes(11);

    private final Dispatch dispatch;
    private final Cursors cursors;

    ModelRoutes(Dispatch dispatch, Cursors cursors) {
        this.dispatch = dispatch;
        this.cursors = cursors;
    }

    @GetMapping
    Mono<Answer> find() {
        return dispatch.query(new FindModel(), ModelState.class).map(ModelStanding::of);
    }

    /// The memories that hold the change up, in pages. They are named, not shown.
    @GetMapping("/refused")
    Mono<Answer> refused(@RequestParam MultiValueMap<String, String> parameters) {
        var query = new Query(parameters, Queries.REFUSED_TEXTS);
        int perPage = Parameters.perPage(query);
        String cursor = query.optional("cursor", Cursors::checked);
        query.check();
        return after(cursor)
                .flatMap(after -> dispatch.query(new FindRefusedTexts(after.orElse(null), perPage), RefusedTexts.class))
                .flatMap(page -> answer(perPage, page));
    }

    private Mono<Optional<MemoryKey>> after(@Nullable String cursor) {
        return cursor == null
                ? Mono.just(Optional.empty())
                : cursors.open(Scope.REFUSED_TEXTS, cursor).map(place -> {
                    var read = ByteBuffer.wrap(place);
                    return Optional.of(new MemoryKey(new UserId(uuid(read)), new MemoryId(uuid(read))));
                });
    }

    private static UUID uuid(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    private Mono<Answer> answer(int perPage, RefusedTexts page) {
        MemoryKey next = page.next();
        return next == null
                ? Mono.just(Report.RefusedTexts.of(page, perPage, null))
                : cursors.seal(Scope.REFUSED_TEXTS, place(next))
                        .map(cursor -> Report.RefusedTexts.of(page, perPage, cursor));
    }

    private static byte[] place(MemoryKey key) {
        UUID owner = key.owner().value();
        UUID id = key.id().value();
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(owner.getMostSignificantBits())
                .putLong(owner.getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// Begins a change: `provider`, and `model`, `dimension` and `per_second` where they are not left to be
    /// chosen. With `check` false the model is not tried first.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Answer> change(@RequestHeader HttpHeaders headers, @RequestBody(required = false) byte @Nullable [] body) {
        var fields = new Fields(JsonBody.read(headers, body), Bodies.CHANGE_MODEL);
        String provider = fields.required("provider", Values::text);
        String model = fields.optional("model", Values::text);
        Integer dimension = fields.optional("dimension", Values::positive);
        Integer perSecond = fields.optional("per_second", Values::positive);
        Boolean check = fields.optional("check", Values::bool);
        fields.check();
        var trial = new TryModel(Objects.requireNonNull(provider), model, dimension, !Boolean.FALSE.equals(check));
        return dispatch.query(trial, ModelSpec.class, LONGEST_TRIAL)
                .flatMap(spec -> answer(new ChangeModel(spec, perSecond)));
    }

    /// Steers the change that is under way: `paused`, or `per_second`, where null is no limit.
    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<Answer> steer(@RequestHeader HttpHeaders headers, @RequestBody(required = false) byte @Nullable [] body) {
        var json = JsonBody.read(headers, body);
        var fields = new Fields(json, Bodies.STEER_CHANGE);
        Boolean paused = fields.optional("paused", Values::bool);
        Integer perSecond = fields.optional("per_second", Values::positive);
        fields.check();
        if (json.has("per_second") == (paused != null)) {
            throw new Refused(HttpStatus.UNPROCESSABLE_CONTENT, "Either paused or per_second is to be given.");
        }
        if (paused == null) {
            return answer(new SteerModelChange.Limit(perSecond));
        }
        return answer(paused ? new SteerModelChange.Pause() : new SteerModelChange.Resume());
    }

    /// Gives the change up that is under way.
    @DeleteMapping
    Mono<Answer> cancel() {
        return answer(new SteerModelChange.Cancel());
    }

    private Mono<Answer> answer(Object command) {
        return dispatch.<ModelState>command(command).map(ModelStanding::of);
    }
}
