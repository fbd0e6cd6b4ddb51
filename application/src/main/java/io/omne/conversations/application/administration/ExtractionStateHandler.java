package io.omne.conversations.application.administration;

import io.omne.conversations.application.extraction.ExtractorName;
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
    private final ExtractorName extractor;

    ExtractionStateHandler(ExtractionStatistics statistics, ExtractorName extractor) {
        this.statistics = statistics;
        this.extractor = extractor;
    }

    @QueryHandler
    CompletableFuture<@Nullable ExtractionState> handle(FindExtractionState query) {
        return Mono.fromCallable(() -> state(query.failures()))
                .subscribeOn(Schedulers.boundedElastic())
                .toFuture();
    }

    private ExtractionState state(int failures) {
        return new ExtractionState(
                extractor.value(),
                statistics.backlog(),
                statistics.pace(),
                statistics.errors(failures),
                statistics.lastFailures(failures));
    }
}
