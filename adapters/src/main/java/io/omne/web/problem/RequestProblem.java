package io.omne.web.problem;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// Answers a request with a problem. Its sentences are for the client.
public final class RequestProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public RequestProblem(HttpStatus status, String detail) {
        this(status, detail, List.of());
    }

    private RequestProblem(HttpStatus status, String detail, List<FieldError> errors) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
        this.errors = List.copyOf(errors);
    }

    /// The errors in fields; empty if something else is wrong.
    public List<FieldError> errors() {
        return errors;
    }

    /// 503, for a write that may or may not have been done.
    public static RequestProblem outcomeUnknown() {
        var problem = new RequestProblem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The database did not say whether this was done: it may have been. Look before you repeat it, or repeat"
                        + " it with the Idempotency-Key that it was sent with.");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return problem;
    }

    /// 503, for a body that the server has no memory for at the moment.
    public static RequestProblem tooManyBodies() {
        var problem = new RequestProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "The server works on too many large requests. Repeat this one later.");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
        return problem;
    }

    /// 400 if a field cannot be read at all, otherwise 422.
    public static RequestProblem of(List<FieldError> errors) {
        boolean malformed = errors.stream().anyMatch(error -> error.code().isMalformed());
        var problem = new RequestProblem(
                malformed ? HttpStatus.BAD_REQUEST : HttpStatus.UNPROCESSABLE_CONTENT,
                errors.size() == 1
                        ? "%s: %s."
                                .formatted(
                                        errors.getFirst().field(),
                                        errors.getFirst().message())
                        : "Several fields are not as they should be.",
                errors);
        problem.getBody().setProperty("errors", errors);
        return problem;
    }

    public static RequestProblem of(FieldError error) {
        return of(List.of(error));
    }
}
