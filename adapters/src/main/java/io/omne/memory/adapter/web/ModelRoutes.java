package io.omne.memory.adapter.web;

import io.omne.memory.application.ChangeModel;
import io.omne.memory.application.FindModel;
import io.omne.memory.application.ModelState;
import io.omne.memory.application.SteerModelChange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/embeddings/model`: the embedding model, and its change for another.
@RestController
@RequestMapping(path = "/api/v1/admin/embeddings/model", produces = MediaType.APPLICATION_JSON_VALUE)
class ModelRoutes {

    private final Dispatch dispatch;

    ModelRoutes(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    @GetMapping
    Mono<Answer> find() {
        return dispatch.query(new FindModel(), ModelState.class).map(ModelStanding::of);
    }

    /// Begins a change: `provider`, and `model`, `dimension` and `per_second` where they are not left to be
    /// chosen.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Answer> change(@RequestHeader HttpHeaders headers, @RequestBody(required = false) byte @Nullable [] body) {
        var fields = new Fields(JsonBody.read(headers, body), Bodies.CHANGE_MODEL);
        String provider = fields.required("provider", Values::text);
        String model = fields.optional("model", Values::text);
        Integer dimension = fields.optional("dimension", Values::positive);
        Integer perSecond = fields.optional("per_second", Values::positive);
        fields.check();
        return answer(new ChangeModel(Objects.requireNonNull(provider), model, dimension, perSecond));
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
