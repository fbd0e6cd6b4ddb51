package io.omne.access.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.access.application.CreationCounts.Count;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnCountsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final OwnCounts counts = new OwnCounts(new Window(MINUTE), clock);
    private final UserId user = new UserId(UUID.randomUUID());

    @Test
    void countsUpToTheLimit() {
        assertThat(counts.add(user, 100, 60, null))
                .usingRecursiveComparison()
                .ignoringFields("slice")
                .isEqualTo(new Count(60, 60, Duration.ofMillis(60_322), 0));
        assertThat(counts.add(user, 100, 60, null).added()).isEqualTo(40);
        assertThat(counts.add(user, 100, 1, null).added()).isZero();
        assertThat(counts.add(new UserId(UUID.randomUUID()), 100, 1, null).added())
                .isEqualTo(1);
    }

    @Test
    void givesBackASliceAtATimeOnceItIsAMinuteOld() {
        counts.add(user, 100, 70, null);
        clock.pass(Duration.ofSeconds(30));
        Count full = counts.add(user, 100, 70, null);
        assertThat(full)
                .usingRecursiveComparison()
                .ignoringFields("slice")
                .isEqualTo(new Count(30, 100, Duration.ofMillis(30_322), 0));

        clock.pass(full.next().minusMillis(1));
        assertThat(counts.add(user, 100, 1, null).added()).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(counts.add(user, 100, 100, null))
                .usingRecursiveComparison()
                .ignoringFields("slice")
                .isEqualTo(new Count(70, 100, Duration.ofSeconds(30), 0));
    }

    @Test
    void saysWhenThereWillBeRoomUnderALimitThatWasLowered() {
        counts.add(user, 100, 50, null);
        clock.pass(Duration.ofSeconds(10));
        counts.add(user, 100, 50, null);

        assertThat(counts.add(user, 10, 1, null))
                .usingRecursiveComparison()
                .ignoringFields("slice")
                .isEqualTo(new Count(0, 100, Duration.ofMillis(60_322), 0));
    }

    @Test
    void forgetsWhatAClockThatWasPutBackHasLeftInTheFuture() {
        counts.add(user, 100, 100, null);
        clock.pass(Duration.ofHours(-1));

        assertThat(counts.add(user, 100, 1, null).added()).isEqualTo(1);
    }

    @Test
    void knowsWindowsOfAnyLength() {
        for (Duration length : new Duration[] {Duration.ofSeconds(1), Duration.ofSeconds(7), Duration.ofDays(1)}) {
            var own = new OwnCounts(new Window(length), clock);
            own.add(user, 1, 1, null);
            Duration next = own.add(user, 1, 1, null).next();

            assertThat(next).isBetween(length, length.plus(length.dividedBy(10)));
            clock.pass(next);
            assertThat(own.add(user, 1, 1, null).added()).isEqualTo(1);
        }
    }

    @Test
    void countsARequestOnceWithinTheWindow() {
        Count first = counts.add(user, 100, 60, "request");
        Count again = counts.add(user, 100, 60, "request");

        assertThat(again.added()).isEqualTo(60);
        assertThat(again.used()).isEqualTo(60);
        assertThat(again.isNew()).isFalse();
        counts.remove(user, first, "request");
        assertThat(counts.add(user, 100, 60, "request").isNew()).isTrue();
        clock.pass(Duration.ofMinutes(2));
        assertThat(counts.add(user, 100, 60, "request").isNew()).isTrue();
    }
}
