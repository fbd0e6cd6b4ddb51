package io.omne.memory.adapter.web.memories;

import io.omne.events.api.OutcomeUnknown;
import io.omne.memory.adapter.web.events.EventIds;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.administration.JobConflict;
import io.omne.memory.application.administration.TargetNotFound;
import io.omne.memory.application.streaming.UnknownPosition;
import io.omne.validation.InvalidValue;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Translates failures of commands and queries about memories to problems.
@Component
class MemoryProblems implements ProblemTranslator {

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
            case OutcomeUnknown _ -> RequestProblem.outcomeUnknown();
            default -> null;
        };
    }

    /// The problem for a memory, or an edit, that must not be stored.
    static RequestProblem invalid(List<InvalidValue> errors) {
        return RequestProblem.of(errors.stream().map(FieldError::of).toList());
    }
}
