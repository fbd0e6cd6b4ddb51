package io.omne.memory.adapter.web;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.memory.application.EmbeddingFigures;
import io.omne.memory.application.EmbeddingFigures.Backlog;
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

    private final EmbeddingFigures figures;
    private final ModelsInUse models;
    private final ProviderState providers;

    EmbeddingRoutes(EmbeddingFigures figures, ModelsInUse models, ProviderState providers) {
        this.figures = figures;
        this.models = models;
        this.providers = providers;
    }

    @GetMapping
    Mono<Answer> standing() {
        return Blocking.call(() -> {
            Backlog backlog = figures.backlog();
            IndexedModel serving = models.current().serving();
            Duration longestDue = backlog.longestDue();
            return new EmbeddingStanding(
                    EmbeddingStanding.Model.of(serving.spec()),
                    EmbeddingStanding.States.of(backlog),
                    longestDue == null ? null : longestDue.toSeconds(),
                    EmbeddingStanding.Rates.of(figures.pace()),
                    providers.pause(serving).map(EmbeddingStanding.Paused::of).orElse(null),
                    figures.lastFailures(FAILURES).stream()
                            .map(EmbeddingStanding.Failed::of)
                            .toList());
        });
    }
}
