package io.omne.web.problem;

import io.omne.database.adapter.postgres.FailureCauses;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/// Answers every request that fails, whether in filters, routing or handlers.
///
/// A module throws an {@link ErrorResponseException}, whose sentences are sent word for word. Messages of Spring or
/// a driver are not sent: they name classes, files and tables.
@Component
@Order(-2) // Spring Boot's own stands at -1, and would answer in another form.
class ProblemHandler implements WebExceptionHandler {

    /// The time between two lines about the same reason. An outage that rejected no request for this long is over.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final OutageLog rejected = new OutageLog(log, PAUSE);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        return exchange.getResponse().isCommitted()
                ? Mono.error(thrown)
                : problem(exchange, thrown).answer(exchange);
    }

    private Problem problem(ServerWebExchange exchange, Throwable thrown) {
        return FailureCauses.of(thrown).all().stream()
                .map(cause -> known(exchange, cause))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> unknown(exchange, thrown));
    }

    private @Nullable Problem known(ServerWebExchange exchange, Throwable thrown) {
        Problem problem = FrameworkProblems.of(thrown);
        return problem != null
                ? problem
                : Outage.of(thrown)
                        .map(outage -> rejected(exchange, outage, thrown))
                        .orElse(null);
    }

    private Problem rejected(ServerWebExchange exchange, Outage outage, Throwable thrown) {
        var request = exchange.getRequest();
        rejected.add(outage, "%s %s".formatted(request.getMethod(), request.getPath()), thrown);
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, outage.sentence() + ": try again.")
                .with(HttpHeaders.RETRY_AFTER, "1");
    }

    private static Problem unknown(ServerWebExchange exchange, Throwable thrown) {
        String reference = UUID.randomUUID().toString();
        var request = exchange.getRequest();
        if (DisconnectedClientHelper.isClientDisconnectedException(thrown)) {
            log.debug("{}: {} {}: the client has gone", reference, request.getMethod(), request.getPath(), thrown);
        } else {
            log.error("{}: {} {} failed", reference, request.getMethod(), request.getPath(), thrown);
        }
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong here. Whoever runs the server finds it in the log as %s.".formatted(reference));
    }
}
