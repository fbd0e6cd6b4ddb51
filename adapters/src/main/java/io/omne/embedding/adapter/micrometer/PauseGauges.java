package io.omne.embedding.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.embedding.api.ProviderState.Pause;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gauges for each reason of a pause: 1 while this instance does not call the provider for that reason, otherwise
/// 0. There is one for the serving model and one for the next model, which is always 0 if there is no next model.
@Component
class PauseGauges implements MeterBinder {

    private final ModelsInUse models;
    private final ProviderState providers;

    PauseGauges(ModelsInUse models, ProviderState providers) {
        this.models = models;
        this.providers = providers;
    }

    private enum Role {
        SERVING,
        NEXT;

        @Nullable
        IndexedModel in(Snapshot kept) {
            return switch (this) {
                case SERVING -> kept.serving();
                case NEXT -> kept.next();
            };
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Role role : Role.values()) {
            for (Reason reason : Reason.values()) {
                Gauge.builder("omne.embedding.paused", () -> isPausedFor(role, reason) ? 1 : 0)
                        .description("Whether this instance leaves the provider alone, by reason and role of the model")
                        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                        .tag("role", role.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
    }

    private boolean isPausedFor(Role role, Reason reason) {
        return Optional.ofNullable(role.in(models.current()))
                .flatMap(providers::pause)
                .map(Pause::reason)
                .filter(reason::equals)
                .isPresent();
    }
}
