package io.omne.web.request;

import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Sends commands and queries to their handlers, and translates the handlers' failures for the client.
@Component
public class Dispatcher {

    /// Longer than a handler may take: handlers have their own limits.
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int DEEPEST = 20;

    private final CommandGateway commands;
    private final QueryGateway queries;
    private final List<ProblemTranslator> translators;

    Dispatcher(CommandGateway commands, QueryGateway queries, List<ProblemTranslator> translators) {
        this.commands = commands;
        this.queries = queries;
        this.translators = List.copyOf(translators);
    }

    /// Empty if the command has no result. A command that is not answered in time goes on, so it is unknown whether
    /// it will be carried out.
    public <R> Mono<R> command(Object command) {
        return Mono.fromFuture(() -> commands.<R>send(command))
                .timeout(LONGEST)
                .onErrorMap(TimeoutException.class, _ -> RequestProblem.outcomeUnknown())
                .onErrorMap(this::refusal);
    }

    public <R> Mono<R> query(Object query, Class<R> answer) {
        return query(query, answer, LONGEST);
    }

    public <R> Mono<R> query(Object query, Class<R> answer, Duration longest) {
        return Mono.fromFuture(() -> queries.query(query, answer))
                .timeout(longest)
                .onErrorMap(
                        TimeoutException.class, timeout -> new QueryTimeoutException("nobody has answered", timeout))
                .onErrorMap(this::refusal);
    }

    public <R> Flux<R> stream(Object query, Class<R> element) {
        return Flux.from(queries.streamingQuery(query, element)).onErrorMap(this::refusal);
    }

    /// Axon or a future may wrap the exceptions of handlers.
    private Throwable refusal(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < DEEPEST; cause = cause.getCause()) {
            for (ProblemTranslator translator : translators) {
                RequestProblem problem = translator.translate(cause);
                if (problem != null) {
                    return problem;
                }
            }
            depth++;
        }
        return thrown;
    }
}
