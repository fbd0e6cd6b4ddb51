package io.omne.memory.adapter.web;

import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.UnusableModel;
import io.omne.events.api.OutcomeUnknown;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.modelchange.ModelChangeConflict;
import io.omne.memory.application.streaming.UnknownPosition;
import io.omne.web.problem.FieldError;
import io.omne.web.problem.RequestProblem;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The way of commands and queries to their handlers, and of what these refuse back to the client.
@Component
class Dispatcher {

    private static final Duration COME_BACK = Duration.ofSeconds(10);

    /// Longer than those may take who answer: they have limits of their own.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final CommandGateway commands;
    private final QueryGateway queries;

    Dispatcher(CommandGateway commands, QueryGateway queries) {
        this.commands = commands;
        this.queries = queries;
    }

    /// Empty when the command is answered with nothing. One that nobody has answered in time goes on, so whether it is
    /// carried out is not known.
    <R> Mono<R> command(Object command) {
        return Mono.fromFuture(() -> commands.<R>send(command))
                .timeout(LONGEST)
                .onErrorMap(TimeoutException.class, _ -> RequestProblem.outcomeUnknown())
                .onErrorMap(Dispatcher::refusal);
    }

    <R> Mono<R> query(Object query, Class<R> answer) {
        return query(query, answer, LONGEST);
    }

    <R> Mono<R> query(Object query, Class<R> answer, Duration longest) {
        return Mono.fromFuture(() -> queries.query(query, answer))
                .timeout(longest)
                .onErrorMap(
                        TimeoutException.class, timeout -> new QueryTimeoutException("nobody has answered", timeout))
                .onErrorMap(Dispatcher::refusal);
    }

    <R> Flux<R> stream(Object query, Class<R> element) {
        return Flux.from(queries.streamingQuery(query, element)).onErrorMap(Dispatcher::refusal);
    }

    /// Handlers' exceptions may come wrapped by Axon or by a future.
    private static Throwable refusal(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .flatMap(Dispatcher::known)
                .findFirst()
                .orElse(thrown);
    }

    private static Stream<Throwable> known(Throwable thrown) {
        return switch (thrown) {
            case MemoryNotFound _ -> Stream.of(new RequestProblem(HttpStatus.NOT_FOUND, "There is no such memory."));
            case StaleVersion _ ->
                Stream.of(
                        new RequestProblem(HttpStatus.PRECONDITION_FAILED, "The memory has no version that If-Match names."));
            case UnknownPosition _ -> Stream.of(EventIds.unknown());
            case IdempotencyKeyReused _ -> Stream.of(IdempotencyKeyHeader.reused());
            case EmbeddingNotRetryable e ->
                Stream.of(new RequestProblem(HttpStatus.CONFLICT, "There is nothing to retry: " + e.getMessage() + "."));
            case ModelChangeConflict e -> Stream.of(new RequestProblem(HttpStatus.CONFLICT, String.valueOf(e.getMessage())));
            case UnusableModel e -> Stream.of(RequestProblem.of(unusable(e)));
            case OutcomeUnknown _ -> Stream.of(RequestProblem.outcomeUnknown());
            case EmbeddingUnavailable e -> Stream.of(unavailable(e));
            default -> Stream.empty();
        };
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
            case PROVIDER -> new FieldError("provider", "unknown_value", model.sentence());
            case MODEL -> new FieldError("model", "unknown_value", model.sentence());
            case PATH -> new FieldError("model", "unusable", model.sentence());
            case DIMENSION -> new FieldError("dimension", "out_of_range", model.sentence());
            case KEY -> new FieldError("provider", "no_key", model.sentence());
            case CREDENTIALS -> new FieldError("provider", "key_refused", model.sentence());
        };
    }
}
