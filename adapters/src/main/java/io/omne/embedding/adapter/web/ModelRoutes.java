package io.omne.embedding.adapter.web;

import io.omne.access.UserId;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.modelchange.ChangeModel;
import io.omne.embedding.application.modelchange.CheckModel;
import io.omne.embedding.application.modelchange.ControlModelChange;
import io.omne.embedding.application.modelchange.FindModel;
import io.omne.embedding.application.modelchange.FindRefusedTexts;
import io.omne.embedding.application.modelchange.ModelState;
import io.omne.embedding.application.modelchange.RefusedTexts;
import io.omne.embedding.application.modelchange.RefusedTexts.Position;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.BodyFields;
import io.omne.web.request.CommonParameters;
import io.omne.web.request.CursorScope;
import io.omne.web.request.Cursors;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.JsonBody;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.QueryParameters;
import io.omne.web.request.ResponseBody;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

    private static final CursorScope REFUSED = CursorScope.of(Stream.of("refused texts"));

    private final Dispatcher dispatch;
    private final Cursors cursors;
    private final Clock clock;

    ModelRoutes(Dispatcher dispatch, Cursors cursors, Clock clock) {
        this.dispatch = dispatch;
        this.cursors = cursors;
        this.clock = clock;
    }

    @GetMapping
    Mono<ResponseBody> find() {
        return dispatch.query(new FindModel(), ModelState.class).map(this::report);
    }

    /// The texts that block the change, in pages: their ids, not their content.
    @GetMapping("/refused")
    Mono<ResponseBody> refused(@RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, ModelApi.REFUSED_TEXTS);
        int perPage = CommonParameters.perPage(query);
        String cursor = query.optional("cursor", Cursors::checked);
        query.check();
        return after(cursor)
                .flatMap(after -> dispatch.query(new FindRefusedTexts(after.orElse(null), perPage), RefusedTexts.class))
                .flatMap(page -> answer(perPage, page));
    }

    private Mono<Optional<Position>> after(@Nullable String cursor) {
        return cursor == null
                ? Mono.just(Optional.empty())
                : cursors.open(REFUSED, cursor).map(position -> {
                    var read = ByteBuffer.wrap(position);
                    return Optional.of(new Position(new UserId(uuid(read)), uuid(read)));
                });
    }

    private static UUID uuid(ByteBuffer from) {
        return new UUID(from.getLong(), from.getLong());
    }

    private Mono<ResponseBody> answer(int perPage, RefusedTexts page) {
        Position next = page.next();
        return next == null
                ? Mono.just(RefusedTextPage.of(page, perPage, null))
                : cursors.seal(REFUSED, position(next)).map(cursor -> RefusedTextPage.of(page, perPage, cursor));
    }

    private static byte[] position(Position key) {
        UUID owner = key.owner().value();
        UUID id = key.id();
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(owner.getMostSignificantBits())
                .putLong(owner.getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// Begins a change: `provider`, and optionally `model`, `dimension` and `per_second`. If `check` is false, the
    /// model is not tried first.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<ResponseBody> change(
            @RequestHeader HttpHeaders headers, @RequestBody(required = false) byte @Nullable [] body) {
        var fields = new BodyFields(JsonBody.read(headers, body), ModelApi.CHANGE_MODEL);
        String provider = fields.required("provider", JsonScalars::text);
        String model = fields.optional("model", JsonScalars::text);
        Integer dimension = fields.optional("dimension", JsonScalars::positive);
        Integer perSecond = fields.optional("per_second", JsonScalars::positive);
        Boolean check = fields.optional("check", JsonScalars::bool);
        fields.check();
        var trial = new CheckModel(Objects.requireNonNull(provider), model, dimension, !Boolean.FALSE.equals(check));
        return dispatch.query(trial, ModelSpec.class, LONGEST_TRIAL)
                .flatMap(spec -> answer(new ChangeModel(spec, perSecond)));
    }

    /// Controls the current change: `paused`, or `per_second`, of which null means no limit.
    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseBody> steer(
            @RequestHeader HttpHeaders headers, @RequestBody(required = false) byte @Nullable [] body) {
        var json = JsonBody.read(headers, body);
        var fields = new BodyFields(json, ModelApi.STEER_CHANGE);
        Boolean paused = fields.optional("paused", JsonScalars::bool);
        Integer perSecond = fields.optional("per_second", JsonScalars::positive);
        fields.check();
        if (json.has("per_second") == (paused != null)) {
            throw new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "Either paused or per_second is to be given.");
        }
        if (paused == null) {
            return answer(new ControlModelChange.Limit(perSecond));
        }
        return answer(paused ? new ControlModelChange.Pause() : new ControlModelChange.Resume());
    }

    /// Cancels the current change.
    @DeleteMapping
    Mono<ResponseBody> cancel() {
        return answer(new ControlModelChange.Cancel());
    }

    private Mono<ResponseBody> answer(Object command) {
        return dispatch.<ModelState>command(command).map(this::report);
    }

    private ModelReport report(ModelState state) {
        return ModelReport.of(state, clock.instant());
    }
}
