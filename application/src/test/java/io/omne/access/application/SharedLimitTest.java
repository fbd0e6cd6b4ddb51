package io.omne.access.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Grant;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.access.api.CreationLimit.Quota;
import io.omne.access.application.CreationCounts.Count;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedLimitTest {

    private static final Window MINUTE = new Window(Duration.ofMinutes(1));

    private final TestClock clock = new TestClock();
    private final UserId user = new UserId(UUID.randomUUID());
    private final Map<Kind, OwnCounts> everybodys =
            Map.of(Kind.MEMORIES, new OwnCounts(MINUTE, clock), Kind.MESSAGES, new OwnCounts(MINUTE, clock));
    private boolean away;
    private int asked;

    private SharedLimit limit(int memories) {
        CreationCounts shared = new CreationCounts() {
            @Override
            public Count add(UserId who, Kind kind, Window window, int limit, int wanted, @Nullable String request) {
                ask();
                return counts(kind).add(who, limit, wanted, request);
            }

            @Override
            public void remove(UserId who, Kind kind, Window window, Count count, @Nullable String request) {
                ask();
                counts(kind).remove(who, count, request);
            }
        };
        return new SharedLimit(shared, new RateLimitSettings(memories, 10 * memories, MINUTE.length()), clock);
    }

    private OwnCounts counts(Kind kind) {
        return Objects.requireNonNull(everybodys.get(kind));
    }

    private void ask() {
        asked++;
        if (away) {
            throw new IllegalStateException("away");
        }
    }

    @Test
    void saysHowTheUserStands() {
        SharedLimit limit = limit(100);

        assertThat(limit.take(user, Kind.MEMORIES, null, 0, null).quota())
                .isEqualTo(new Quota(100, 100, Duration.ZERO));
        assertThat(limit.take(user, Kind.MEMORIES, null, 30, null).quota())
                .isEqualTo(new Quota(100, 70, Duration.ofMillis(60_322)));
        assertThat(limit.take(user, Kind.MEMORIES, null, 71, null).granted()).isEqualTo(70);
    }

    @Test
    void countsWhatOtherInstancesCount() {
        limit(100).take(user, Kind.MEMORIES, null, 99, null);

        assertThat(limit(100).take(user, Kind.MEMORIES, null, 2, null).granted())
                .isEqualTo(1);
    }

    @Test
    void takesTheUsersOwnAllowanceInsteadOfEverybodys() {
        SharedLimit limit = limit(100);

        assertThat(limit.take(user, Kind.MEMORIES, new Allowance(3), 100, null).granted())
                .isEqualTo(3);
        assertThat(limit.take(user, Kind.MEMORIES, new Allowance(1_000), 1_000, null)
                        .granted())
                .isEqualTo(997);
        assertThat(limit.take(user, Kind.MEMORIES, null, 1, null).quota())
                .isEqualTo(new Quota(100, 0, Duration.ofMillis(60_322)));
        assertThat(limit(0).take(user, Kind.MEMORIES, new Allowance(5), 10, null)
                        .granted())
                .isZero();
    }

    @Test
    void limitsNobodyWhereItIsTurnedOff() {
        Grant grant = limit(0).take(user, Kind.MEMORIES, null, 1_000_000, null);
        assertThat(grant.granted()).isEqualTo(1_000_000);
        assertThat(grant.quota()).isNull();
        assertThat(asked).isZero();
    }

    @Test
    void givesBackWhatWasNotUsed() {
        SharedLimit one = limit(100);
        one.take(user, Kind.MEMORIES, null, 60, null);

        one.take(user, Kind.MEMORIES, null, 40, null).giveBack();
        one.take(user, Kind.MEMORIES, null, 0, null).giveBack();

        assertThat(limit(100).take(user, Kind.MEMORIES, null, 100, null).granted())
                .isEqualTo(40);
        away = true;
        assertThat(one.take(user, Kind.MEMORIES, null, 100, null).granted())
                .as("by its own count")
                .isEqualTo(40);
        one.take(user, Kind.MEMORIES, null, 1, null).giveBack();
        assertThat(one.take(user, Kind.MEMORIES, null, 1, null).granted()).isZero();
    }

    @Test
    void goesOnFromItsOwnCountWhereTheSharedOneIsAway() {
        SharedLimit one = limit(100);
        SharedLimit other = limit(100);
        one.take(user, Kind.MEMORIES, null, 60, null);
        away = true;

        assertThat(one.take(user, Kind.MEMORIES, null, 100, null).granted()).isEqualTo(40);
        assertThat(one.take(user, Kind.MEMORIES, null, 1, null).granted()).isZero();
        assertThat(one.take(new UserId(UUID.randomUUID()), Kind.MEMORIES, null, 1, null)
                        .granted())
                .isEqualTo(1);
        assertThat(other.take(user, Kind.MEMORIES, null, 101, null).granted()).isEqualTo(100);
        assertThat(asked).as("each finds out once in a while").isEqualTo(3);
    }

    @Test
    void countsEqualRequestsOnceWhereTheSharedCountIsAwayToo() {
        SharedLimit one = limit(100);
        away = true;

        for (int i = 0; i < 20; i++) {
            assertThat(one.take(user, Kind.MEMORIES, null, 5, "request").granted())
                    .isEqualTo(5);
        }

        assertThat(one.take(user, Kind.MEMORIES, null, 100, null).granted()).isEqualTo(95);
    }
}
