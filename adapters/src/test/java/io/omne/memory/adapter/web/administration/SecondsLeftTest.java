package io.omne.memory.adapter.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.jobs.api.JobState;
import io.omne.jobs.api.JobState.State;
import io.omne.memory.application.MemoryJobs;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecondsLeftTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void goOnAsTheyWentSoFar() {
        assertThat(left(State.RUNNING, 1, 4, NOON.plusSeconds(10))).isEqualTo(30);
        assertThat(left(State.RUNNING, 3, 4, NOON.plusSeconds(10))).isEqualTo(4);
        assertThat(left(State.RUNNING, 4, 4, NOON.plusSeconds(10))).isZero();
        assertThat(left(State.RUNNING, 5, 4, NOON.plusSeconds(10))).isZero();
    }

    @Test
    void areUnknownWhereNothingSays() {
        assertThat(left(State.ASKED, 1, 4, NOON)).isNull();
        assertThat(left(State.COMPLETED, 4, 4, NOON)).isNull();
        assertThat(left(State.FAILED, 1, 4, NOON)).isNull();
        assertThat(left(State.RUNNING, 0, 4, NOON)).isNull();
        assertThat(left(State.RUNNING, 1, 0, NOON)).isNull();
        assertThat(left(State.RUNNING, 1, 4, null)).isNull();
    }

    private static @Nullable Long left(State state, long done, long total, @Nullable Instant progressedAt) {
        return SecondsLeft.of(new JobState(
                new UUID(0, 1),
                MemoryJobs.VERIFY.name(),
                "",
                state,
                "phase",
                done,
                total,
                NOON,
                NOON.minusSeconds(300),
                NOON,
                progressedAt,
                null,
                null,
                null));
    }
}
