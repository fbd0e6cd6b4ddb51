package io.omne.embedding.adapter.actuator;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ModelsInUse;
import io.omne.embedding.api.ProviderState;
import io.omne.embedding.api.ProviderState.Pause;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/// The part `embedding` of the server's health. It calls no provider: it reports the results of the last calls.
///
/// Refused credentials and wrong settings need an operator: the status is `OUT_OF_SERVICE`. That holds for the
/// serving model and, during a change of the model, for the next one, because the change cannot go on. The groups
/// for liveness and readiness do not include this part: the server goes on serving.
///
/// A provider that is away or busy needs no operator. If it is the provider of the serving model, memories wait for
/// it: the status is `PAUSED`, which Spring Boot does not rank, so the other parts determine the health of the
/// server. If it is the provider of the next model, no memory waits for it, and only the details say so.
@Component("embeddingHealthIndicator")
class EmbeddingHealth extends AbstractHealthIndicator {

    static final Status PAUSED = new Status("PAUSED");

    private final ModelsInUse models;
    private final ProviderState providers;

    EmbeddingHealth(ModelsInUse models, ProviderState providers) {
        this.models = models;
        this.providers = providers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Snapshot kept = models.current();
        IndexedModel next = kept.next();
        Optional<Pause> pause = providers.pause(kept.serving());
        Optional<Pause> nextPause = next == null ? Optional.empty() : providers.pause(next);
        health.status(status(pause, nextPause)).withDetails(details(kept.serving(), pause));
        if (next != null) {
            health.withDetail("next", details(next, nextPause));
        }
    }

    private static Status status(Optional<Pause> serving, Optional<Pause> next) {
        if (Stream.of(serving, next)
                .flatMap(Optional::stream)
                .map(Pause::reason)
                .anyMatch(EmbeddingHealth::isToBeMended)) {
            return Status.OUT_OF_SERVICE;
        }
        return serving.isPresent() ? PAUSED : Status.UP;
    }

    private static boolean isToBeMended(Reason reason) {
        return switch (reason) {
            case AWAY, BUSY -> false;
            case UNAUTHORIZED, MISCONFIGURED -> true;
        };
    }

    private static Map<String, String> details(IndexedModel model, Optional<Pause> pause) {
        var details = new LinkedHashMap<String, String>();
        details.put("provider", model.spec().provider());
        details.put("model", model.spec().model().value());
        pause.ifPresent(it -> {
            details.put("reason", it.reason().name().toLowerCase(Locale.ROOT));
            details.put("since", it.since().toString());
            details.put("until", it.until().toString());
        });
        return details;
    }
}
