package io.omne.memory.adapter.web.administration;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.memory.application.embedding.EmbeddingStatistics;
import io.omne.memory.application.embedding.EmbeddingStatistics.Backlog;
import io.omne.web.request.Blocking;
import io.omne.web.request.ResponseBody;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `/api/v1/admin/embeddings`: how the embedding of everybody's memories stands.
@RestController
@RequestMapping(path = "/api/v1/admin/embeddings", produces = MediaType.APPLICATION_JSON_VALUE)
class EmbeddingRoutes {

    private static final int FAILURES = 20;

    private final EmbeddingStatistics figures;
    private final ModelsInUse models;
    private final ProviderState providers;

    EmbeddingRoutes(EmbeddingStatistics figures, ModelsInUse models, ProviderState providers) {
        this.figures = figures;
        this.models = models;
        this.providers = providers;
    }

    @GetMapping
    Mono<ResponseBody> standing() {
        return Blocking.call(() -> {
            Backlog backlog = figures.backlog();
            IndexedModel serving = models.current().serving();
            Duration longestDue = backlog.longestDue();
            return new EmbeddingReport(
                    EmbeddingReport.Model.of(serving.spec()),
                    EmbeddingReport.States.of(backlog),
                    longestDue == null ? null : longestDue.toSeconds(),
                    EmbeddingReport.Rates.of(figures.pace()),
                    providers.pause(serving).map(EmbeddingReport.Paused::of).orElse(null),
                    figures.lastFailures(FAILURES).stream()
                            .map(EmbeddingReport.Failed::of)
                            .toList());
        });
    }
}
