package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ProviderState.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelBreakersTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final IndexedModel NEXT = new IndexedModel(2, WordModel.SPEC);
    private static final Probe FAILING = new Probe(WordModel.SPEC.model(), 1, () -> {
        throw new EmbeddingUnavailable(Reason.MISCONFIGURED, "no such model", null, null);
    });

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final ModelBreakers breakers = new ModelBreakers(clock.withZone(ZoneOffset.UTC)) {
        @Override
        Duration firstPause() {
            return Duration.ofMillis(1);
        }
    };

    private void fail(IndexedModel model) {
        assertThatExceptionOfType(EmbeddingUnavailable.class)
                .isThrownBy(() -> breakers.of(model)
                        .call(
                                () -> {
                                    FAILING.call().run();
                                    return "";
                                },
                                FAILING,
                                FAILING));
    }

    @Test
    void startAfreshInANewChangeToTheSameModel() {
        var again = new IndexedModel(3, NEXT.spec());
        fail(NEXT);

        assertThat(breakers.pause(NEXT)).map(Pause::reason).hasValue(Reason.MISCONFIGURED);
        assertThat(breakers.pause(again)).isEmpty();
        assertThat(breakers.of(again).isAnswering(FAILING)).isTrue();
    }

    @Test
    void sayNothingOfAPauseThatNobodyWantsToEnd() {
        fail(NEXT);
        now = NOON.plusSeconds(60);
        assertThat(breakers.pause(NEXT)).isPresent();

        now = NOON.plusSeconds(61);
        assertThat(breakers.pause(NEXT)).isEmpty();

        while (breakers.pause(NEXT).isEmpty()) {
            assertThat(breakers.of(NEXT).isAnswering(FAILING)).isFalse();
        }
        assertThat(breakers.pause(NEXT)).hasValue(new Pause(Reason.MISCONFIGURED, NOON, now.plusMillis(2)));
    }

    @Test
    void sayThatAPauseGoesOnWhileTheProviderIsTried() {
        fail(NEXT);
        now = NOON.plusSeconds(61);
        var seen = new ArrayList<Optional<Pause>>();
        var probe = new Probe(NEXT.spec().model(), 1, () -> seen.add(breakers.pause(NEXT)));

        while (!breakers.of(NEXT).isAnswering(probe)) {
            Thread.onSpinWait();
        }

        assertThat(seen).singleElement().satisfies(pause -> assertThat(pause).isPresent());
        assertThat(breakers.pause(NEXT)).isEmpty();
    }
}
