package io.omne.embedding.adapter.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderState;
import io.omne.embedding.api.ProviderState.Pause;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// For each reason, 1 while this instance leaves the provider alone because of it, else 0.
@Component
class PauseGauges implements MeterBinder {

    private final ProviderState state;

    PauseGauges(ProviderState state) {
        this.state = state;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Reason reason : Reason.values()) {
            Gauge.builder("omne.embedding.paused", () -> isPausedFor(reason) ? 1 : 0)
                    .description("Whether this instance leaves the provider alone, by reason")
                    .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private boolean isPausedFor(Reason reason) {
        return state.pause().map(Pause::reason).filter(reason::equals).isPresent();
    }
}
