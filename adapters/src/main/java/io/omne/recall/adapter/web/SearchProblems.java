package io.omne.recall.adapter.web;

import io.omne.recall.api.MeaningUnavailable;
import io.omne.recall.api.QuestionNotSupported;
import io.omne.recall.api.SearchTooSlow;
import io.omne.recall.api.TooManySearches;
import io.omne.validation.ErrorCode;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Translates failures of searches to problems.
@Component
class SearchProblems implements ProblemTranslator {

    @Override
    public @Nullable RequestProblem translate(Throwable cause) {
        return switch (cause) {
            case TooManySearches e -> later(HttpStatus.TOO_MANY_REQUESTS, String.valueOf(e.getMessage()));
            case MeaningUnavailable _ ->
                later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The embedding model is unavailable. The mode words finds memories without it.");
            case SearchTooSlow _ ->
                later(HttpStatus.SERVICE_UNAVAILABLE, "The search took too long. The database may be busy.");
            case QuestionNotSupported _ ->
                RequestProblem.of(new FieldError(
                        "query",
                        ErrorCode.UNUSABLE,
                        "the embedding model knows hardly any of its words; the mode words finds memories without it"));
            default -> null;
        };
    }

    private static RequestProblem later(HttpStatus status, String sentence) {
        var problem = new RequestProblem(status, sentence);
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return problem;
    }
}
