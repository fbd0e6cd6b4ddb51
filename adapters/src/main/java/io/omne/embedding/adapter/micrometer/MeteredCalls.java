package io.omne.embedding.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.ModelCalls;
import java.time.Duration;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts calls by provider, model and outcome, and how much text they turned into vectors.
@Component
class MeteredCalls implements ModelCalls {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final MeterRegistry registry;

    MeteredCalls(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void ended(ModelSpec model, Outcome outcome, Duration took) {
        Timer.builder("omne.embedding.calls")
                .description("Calls of the embedding model; a remote one may make several requests for one of them")
                .tags(of(model).and("outcome", outcome.name().toLowerCase(Locale.ROOT)))
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
    }

    @Override
    public void embedded(ModelSpec model, int passages, long tokens, long characters) {
        count("omne.embedding.passages", "Passages, a short text being one, that were given vectors", model, passages);
        count(
                "omne.embedding.tokens",
                "Tokens of these passages; estimated where the provider does not tell them",
                model,
                tokens);
        count("omne.embedding.characters", "UTF-16 characters of these passages", model, characters);
    }

    private void count(String name, String description, ModelSpec model, long more) {
        Counter.builder(name)
                .description(description)
                .tags(of(model))
                .register(registry)
                .increment((double) more);
    }

    private static Tags of(ModelSpec model) {
        return Tags.of("provider", model.provider(), "model", model.model().value());
    }
}
