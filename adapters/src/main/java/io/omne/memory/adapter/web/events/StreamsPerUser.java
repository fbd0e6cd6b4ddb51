package io.omne.memory.adapter.web.events;

import io.omne.access.UserId;
import io.omne.web.problem.RequestProblem;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;

/// Limits the open streams of each user on this instance, because each stream occupies a connection.
final class StreamsPerUser {

    private static final String COME_BACK = "10";

    private final int most;
    private final ConcurrentMap<UserId, Integer> open = new ConcurrentHashMap<>();

    StreamsPerUser(int most) {
        this.most = most;
    }

    /// Returns the stream, or an error with status 429 if its user has as many as allowed.
    <T> Flux<T> counted(UserId user, Flux<T> stream) {
        return Flux.defer(() -> {
            if (open.merge(user, 1, Integer::sum) > most) {
                closed(user);
                return Flux.error(tooMany());
            }
            return stream.doFinally(_ -> closed(user));
        });
    }

    private void closed(UserId user) {
        open.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    private RequestProblem tooMany() {
        var problem = new RequestProblem(
                HttpStatus.TOO_MANY_REQUESTS, "You have %d streams open here: close one first.".formatted(most));
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, COME_BACK);
        return problem;
    }
}
