package io.omne.embedding.adapter.web;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.application.modelchange.ModelChangeConflict;
import io.omne.validation.ErrorCode;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Translates failures of commands and queries about the model into answers.
@Component
class ModelProblems implements ProblemTranslator {

    private static final Duration COME_BACK = Duration.ofSeconds(10);

    @Override
    public @Nullable RequestProblem translate(Throwable cause) {
        return switch (cause) {
            case ModelChangeConflict e -> new RequestProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage()));
            case UnusableModel e -> RequestProblem.of(unusable(e));
            case EmbeddingUnavailable e -> unavailable(e);
            default -> null;
        };
    }

    private static RequestProblem unavailable(EmbeddingUnavailable provider) {
        var problem = new RequestProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "The model could not be tried: %s.".formatted(provider.getMessage()));
        Duration retryAfter = Objects.requireNonNullElse(provider.retryAfter(), COME_BACK);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        return problem;
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
