package io.omne.conversations.application.administration;

import io.omne.conversations.application.extraction.ExtractionSettings;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the query for the state of the extraction.
@Component
class ExtractionStateHandler {

    private final ExtractionStatistics statistics;
    private final ExtractionSettings settings;

    ExtractionStateHandler(ExtractionStatistics statistics, ExtractionSettings settings) {
        this.statistics = statistics;
        this.settings = settings;
    }

    @QueryHandler
    CompletableFuture<@Nullable ExtractionState> handle(FindExtractionState query) {
        return Mono.fromCallable(() -> state(query.failures()))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private ExtractionState state(int failures) {
        return new ExtractionState(
                settings.provider(),
                statistics.backlog(),
                statistics.pace(),
                statistics.errors(failures),
                statistics.lastFailures(failures));
    }
}
