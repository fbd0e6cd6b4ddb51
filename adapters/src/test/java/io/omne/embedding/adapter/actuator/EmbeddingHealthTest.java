package io.omne.embedding.adapter.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.IndexedModels.Snapshot;
import io.omne.embedding.api.ProviderState.Pause;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class EmbeddingHealthTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final IndexedModel SERVING =
            new IndexedModel(1, new ModelSpec("openai", new ModelName("a-model"), 2));
    private static final IndexedModel NEXT =
            new IndexedModel(2, new ModelSpec("cohere", new ModelName("another-model"), 2));

    private static Health health(@Nullable Reason reason) {
        return health(new Snapshot(SERVING, null), reason, Reason.MISCONFIGURED);
    }

    private static Health health(Snapshot kept, @Nullable Reason serving, @Nullable Reason next) {
        return new EmbeddingHealth(
                        () -> kept,
                        model -> Optional.ofNullable(model.equals(SERVING) ? serving : next)
                                .map(it -> new Pause(it, NOON, NOON.plusSeconds(30))))
                .health();
    }

    private static Health healthInAChange(@Nullable Reason serving, @Nullable Reason next) {
        return health(new Snapshot(SERVING, NEXT), serving, next);
    }

    /// Of a server whose other parts are well, as Spring Boot ranks them where no setting says otherwise.
    private static Status whole(Health embedding) {
        return StatusAggregator.getDefault().getAggregateStatus(Status.UP, embedding.getStatus());
    }

    @Test
    void isUpWhileTheProviderIsAsked() {
        Health health = health(null);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsExactlyInAnyOrderEntriesOf(Map.of("provider", "openai", "model", "a-model"));
    }

    @Test
    void showsAProviderThatIsAwayOrBusyAndLeavesTheServerUp() {
        for (Reason reason : new Reason[] {Reason.AWAY, Reason.BUSY}) {
            Health health = health(reason);

            assertThat(health.getStatus().getCode()).isEqualTo("PAUSED");
            assertThat(whole(health)).isEqualTo(Status.UP);
        }
        assertThat(health(Reason.BUSY).getDetails())
                .containsEntry("reason", "busy")
                .containsEntry("since", "2026-01-31T12:00:00Z")
                .containsEntry("until", "2026-01-31T12:00:30Z");
    }

    @Test
    void isOutOfServiceWhereSomebodyHasToMendASetting() {
        for (Reason reason : new Reason[] {Reason.UNAUTHORIZED, Reason.MISCONFIGURED}) {
            Health health = health(reason);

            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(whole(health)).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails())
                    .containsEntry("reason", reason.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void namesTheNextModelOfAChange() {
        Health health = healthInAChange(null, null);

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("next", Map.of("provider", "cohere", "model", "another-model"))
                .doesNotContainKey("reason");
    }

    @Test
    void isAsTheServingModelWhereTheNextIsAwayOrBusy() {
        for (Reason next : new Reason[] {Reason.AWAY, Reason.BUSY}) {
            assertThat(healthInAChange(null, next).getStatus()).isEqualTo(Status.UP);
            assertThat(healthInAChange(Reason.AWAY, next).getStatus()).isEqualTo(EmbeddingHealth.PAUSED);
            assertThat(healthInAChange(Reason.UNAUTHORIZED, next).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        }
        assertThat(healthInAChange(null, Reason.AWAY).getDetails())
                .containsEntry(
                        "next",
                        Map.of(
                                "provider",
                                "cohere",
                                "model",
                                "another-model",
                                "reason",
                                "away",
                                "since",
                                "2026-01-31T12:00:00Z",
                                "until",
                                "2026-01-31T12:00:30Z"))
                .doesNotContainKey("reason");
    }

    @Test
    void isOutOfServiceWhereSomebodyHasToMendASettingOfTheNextModel() {
        for (Reason next : new Reason[] {Reason.UNAUTHORIZED, Reason.MISCONFIGURED}) {
            for (Reason serving : new @Nullable Reason[] {null, Reason.AWAY, Reason.BUSY}) {
                assertThat(healthInAChange(serving, next).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            }
        }
    }
}
