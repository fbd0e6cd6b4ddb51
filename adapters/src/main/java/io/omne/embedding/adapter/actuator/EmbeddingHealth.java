package io.omne.embedding.adapter.actuator;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.embedding.api.ProviderState.Pause;
import java.util.Locale;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// The part `embedding` of the server's health. It asks nobody: it says what the last calls came to.
///
/// A provider that is away or busy passes, and memories wait for it: `PAUSED` is a status that Spring Boot
/// does not rank, so the whole stays what its other parts make it. Refused credentials and wrong settings are
/// somebody's to mend: the whole is `OUT_OF_SERVICE` then, its groups for liveness and readiness are not.
@Component("embeddingHealthIndicator")
class EmbeddingHealth extends AbstractHealthIndicator {

    static final Status PAUSED = new Status("PAUSED");

    private final ModelInUse model;
    private final ProviderState state;

    EmbeddingHealth(ModelInUse model, ProviderState state) {
        this.model = model;
        this.state = state;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        ModelSpec spec = model.spec();
        state.pause().ifPresentOrElse(pause -> show(pause, health), health::up);
        health.withDetail("provider", spec.provider())
                .withDetail("model", spec.model().value());
    }

    private static Status status(Reason reason) {
        return switch (reason) {
            case AWAY, BUSY -> PAUSED;
            case UNAUTHORIZED, MISCONFIGURED -> Status.OUT_OF_SERVICE;
        };
    }

    private static void show(Pause pause, Health.Builder health) {
        health.status(status(pause.reason()))
                .withDetail("reason", pause.reason().name().toLowerCase(Locale.ROOT))
                .withDetail("since", pause.since().toString())
                .withDetail("until", pause.until().toString());
    }
}
