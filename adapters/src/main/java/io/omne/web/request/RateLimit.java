package io.omne.web.request;

import io.omne.web.problem.RequestProblem;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// What a limit allows a user now, in the headers of an answer.
///
/// @param remaining how many more of the limit may be created now
/// @param next the time after which `remaining` increases; zero if it equals the limit
public record RateLimit(int limit, int remaining, Duration next) {

    /// The error code of an item that exceeds the limit.
    public static final String CODE = "rate_limited";

    public static final String LIMIT = "RateLimit-Limit";
    public static final String REMAINING = "RateLimit-Remaining";
    public static final String RESET = "RateLimit-Reset";

    public HttpHeaders headers() {
        var headers = new HttpHeaders();
        headers.set(LIMIT, Integer.toString(limit));
        headers.set(REMAINING, Integer.toString(remaining));
        headers.set(RESET, Long.toString(seconds()));
        return headers;
    }

    /// The problem for a request that created nothing.
    ///
    /// @param what is limited, such as `memories`
    public RequestProblem problem(String what) {
        var problem = new RequestProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "You have created as many %s as you may for now: try again in %d seconds.".formatted(what, seconds()));
        problem.getHeaders().putAll(headers());
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds()));
        return problem;
    }

    /// Rounds up, so that a client which waits as long does not come too early.
    private long seconds() {
        return Math.ceilDiv(next.toMillis(), 1_000L);
    }
}
