package io.omne.memory.adapter.web.memories;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.UnusableModel;
import io.omne.events.api.OutcomeUnknown;
import io.omne.memory.adapter.web.events.EventIds;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.administration.JobConflict;
import io.omne.memory.application.administration.TargetNotFound;
import io.omne.memory.application.modelchange.ModelChangeConflict;
import io.omne.memory.application.streaming.UnknownPosition;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// What clients are answered where commands and queries about memories, and about the model, fail.
@Component
class MemoryProblems implements ProblemTranslator {

    private static final Duration COME_BACK = Duration.ofSeconds(10);

    @Override
    public @Nullable RequestProblem translate(Throwable cause) {
        return switch (cause) {
            case MemoryNotFound _ -> new RequestProblem(HttpStatus.NOT_FOUND, "There is no such memory.");
            case StaleVersion _ ->
                new RequestProblem(HttpStatus.PRECONDITION_FAILED, "The memory has no version that If-Match names.");
            case UnknownPosition _ -> EventIds.unknown();
            case IdempotencyKeyReused _ -> IdempotencyKeyHeader.reused();
            case InvalidEdit e -> invalid(e.errors());
            case EmbeddingNotRetryable e ->
                new RequestProblem(HttpStatus.CONFLICT, "There is nothing to retry: " + e.getMessage() + ".");
            case TargetNotFound e -> new RequestProblem(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
            case JobConflict e -> new RequestProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
            case ModelChangeConflict e -> new RequestProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
            case UnusableModel e -> RequestProblem.of(unusable(e));
            case OutcomeUnknown _ -> RequestProblem.outcomeUnknown();
            case EmbeddingUnavailable e -> unavailable(e);
            default -> null;
        };
    }

    /// What a client is told of a memory, or an edit, that may not be stored.
    static RequestProblem invalid(List<InvalidValue> errors) {
        return RequestProblem.of(errors.stream().map(FieldError::of).toList());
    }

    private static RequestProblem unavailable(EmbeddingUnavailable provider) {
        var refused = new RequestProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "The model could not be tried: %s.".formatted(provider.getMessage()));
        Duration retryAfter = Objects.requireNonNullElse(provider.retryAfter(), COME_BACK);
        refused.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return refused;
    }

    private static FieldError unusable(UnusableModel model) {
        return switch (model.part()) {
            case PROVIDER -> new FieldError("provider", ErrorCode.UNKNOWN_VALUE, model.sentence());
            case MODEL -> new FieldError("model", ErrorCode.UNKNOWN_VALUE, model.sentence());
            case PATH -> new FieldError("model", ErrorCode.UNUSABLE, model.sentence());
            case DIMENSION -> new FieldError("dimension", ErrorCode.OUT_OF_RANGE, model.sentence());
            case KEY -> new FieldError("provider", ErrorCode.NO_KEY, model.sentence());
            case CREDENTIALS -> new FieldError("provider", ErrorCode.KEY_REFUSED, model.sentence());
        };
    }
}
