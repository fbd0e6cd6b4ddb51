package io.omne.memory.adapter.web.memories;

import io.omne.access.api.CreationLimit.Quota;
import io.omne.web.problem.RequestProblem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// The headers that say how many memories the user may still create.
public final class RateLimitHeaders {

    /// The error code of a memory that exceeds the limit.
    public static final String CODE = "rate_limited";

    public static final String LIMIT = "RateLimit-Limit";
    public static final String REMAINING = "RateLimit-Remaining";
    public static final String RESET = "RateLimit-Reset";

    private RateLimitHeaders() {}

    /// Returns no headers if the user has no limit.
    public static HttpHeaders headers(@Nullable Quota quota) {
        var headers = new HttpHeaders();
        if (quota != null) {
            headers.set(LIMIT, Integer.toString(quota.limit()));
            headers.set(REMAINING, Integer.toString(quota.remaining()));
            headers.set(RESET, Long.toString(seconds(quota)));
        }
        return headers;
    }

    public static RequestProblem problem(Quota quota) {
        var problem = new RequestProblem(
                HttpStatus.TOO_MANY_REQUESTS,
                "You have created as many memories as you may for now: try again in %d seconds."
                        .formatted(seconds(quota)));
        problem.getHeaders().putAll(headers(quota));
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds(quota)));
        return problem;
    }

    /// Rounds up, so that a client which waits as long does not come too early.
    private static long seconds(Quota quota) {
        return Math.ceilDiv(quota.next().toMillis(), 1_000L);
    }
}
