package io.omne.memory.adapter.web;

import io.omne.embedding.api.ModelInUse;
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
    private final ModelInUse model;
    private final ProviderState provider;

    EmbeddingRoutes(EmbeddingFigures figures, ModelInUse model, ProviderState provider) {
        this.figures = figures;
        this.model = model;
        this.provider = provider;
    }

    @GetMapping
    Mono<Answer> standing() {
        return Blocking.call(() -> {
            Backlog backlog = figures.backlog();
            Duration longestDue = backlog.longestDue();
            return new EmbeddingStanding(
                    EmbeddingStanding.Model.of(model.spec()),
                    EmbeddingStanding.States.of(backlog),
                    longestDue == null ? null : longestDue.toSeconds(),
                    EmbeddingStanding.Rates.of(figures.pace()),
                    provider.pause().map(EmbeddingStanding.Paused::of).orElse(null),
                    figures.lastFailures(FAILURES).stream()
                            .map(EmbeddingStanding.Failed::of)
                            .toList());
        });
    }
}
