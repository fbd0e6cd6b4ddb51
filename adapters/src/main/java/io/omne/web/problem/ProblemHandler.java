package io.omne.web.problem;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/// What every request that goes wrong is answered with, wherever it went wrong: filters, routing and handlers
/// alike.
///
/// A module that has something of its own to say throws an {@link ErrorResponseException} and is quoted word
/// for word. What Spring or a driver has to say is not: it names classes, files and tables.
@Component
@Order(-2) // Spring Boot's own stands at -1, and would answer in another form.
class ProblemHandler implements WebExceptionHandler {

    /// Between two lines about the same outage. One that refused no request for so long is over.
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final OutageLog refused = new OutageLog(log, PAUSE);

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        return exchange.getResponse().isCommitted()
                ? Mono.error(thrown)
                : problem(exchange, thrown).answer(exchange);
    }

    private Problem problem(ServerWebExchange exchange, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .map(cause -> known(exchange, cause))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> unknown(exchange, thrown));
    }

    private @Nullable Problem known(ServerWebExchange exchange, Throwable thrown) {
        return switch (thrown) {
            case MethodNotAllowedException e ->
                Problem.of(e.getStatusCode(), sentence(e.getStatusCode()))
                        .with(HttpHeaders.ALLOW, allowed(e.getSupportedMethods()));
            case ResponseStatusException e
            when e.getStatusCode().is4xxClientError() ->
                Problem.of(e.getStatusCode(), sentence(e.getStatusCode())).with(e.getHeaders());
            case ResponseStatusException _ -> null;
            case ErrorResponseException e -> Problem.of(e);
            case DataBufferLimitException _ ->
                Problem.of(HttpStatus.CONTENT_TOO_LARGE, sentence(HttpStatus.CONTENT_TOO_LARGE));
            case ConcurrencyException _ ->
                Problem.of(HttpStatus.CONFLICT, "Others changed the same thing at the same time: try again.");
            default ->
                Outage.of(thrown)
                        .map(outage -> refused(exchange, outage, thrown))
                        .orElse(null);
        };
    }

    /// `HEAD` is answered wherever `GET` is, and `OPTIONS` everywhere.
    private static String allowed(Set<HttpMethod> mapped) {
        var allowed = new TreeSet<String>();
        mapped.forEach(method -> allowed.add(method.name()));
        if (mapped.contains(HttpMethod.GET)) {
            allowed.add(HttpMethod.HEAD.name());
        }
        allowed.add(HttpMethod.OPTIONS.name());
        return String.join(", ", allowed);
    }

    private static String sentence(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "The request is malformed.";
            case 404 -> "There is nothing at this path.";
            case 405 -> "This path does not take this method.";
            case 406 -> "This path has no answer in a media type that the request accepts.";
            case 413 -> "The body is larger than this path takes.";
            case 415 -> "This path does not take a body of this media type.";
            default -> "The request cannot be answered.";
        };
    }

    private Problem refused(ServerWebExchange exchange, Outage outage, Throwable thrown) {
        var request = exchange.getRequest();
        refused.add(outage, "%s %s".formatted(request.getMethod(), request.getPath()), thrown);
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
