package io.omne.access.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Grant;
import io.omne.access.api.CreationLimit.Quota;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SharedLimitTest {

    private static final Window MINUTE = new Window(Duration.ofMinutes(1));

    private final TestClock clock = new TestClock();
    private final UserId user = new UserId(UUID.randomUUID());
    private final OwnCounts everybodys = new OwnCounts(MINUTE, clock);
    private boolean away;
    private int asked;

    private SharedLimit limit(int memories) {
        CreationCounts shared = (who, _, limit, wanted) -> {
            asked++;
            if (away) {
                throw new IllegalStateException("away");
            }
            return everybodys.add(who, limit, wanted);
        };
        return new SharedLimit(shared, new RateLimitSettings(memories, MINUTE.length()), clock);
    }

    @Test
    void saysHowTheUserStands() {
        SharedLimit limit = limit(100);

        assertThat(limit.take(user, null, 0)).isEqualTo(new Grant(0, new Quota(100, 100, Duration.ZERO)));
        assertThat(limit.take(user, null, 30)).isEqualTo(new Grant(30, new Quota(100, 70, Duration.ofMillis(60_322))));
        assertThat(limit.take(user, null, 71).granted()).isEqualTo(70);
    }

    @Test
    void countsWhatOtherInstancesCount() {
        limit(100).take(user, null, 99);

        assertThat(limit(100).take(user, null, 2).granted()).isEqualTo(1);
    }

    @Test
    void takesTheUsersOwnAllowanceInsteadOfEverybodys() {
        SharedLimit limit = limit(100);

        assertThat(limit.take(user, new Allowance(3), 100).granted()).isEqualTo(3);
        assertThat(limit.take(user, new Allowance(1_000), 1_000).granted()).isEqualTo(997);
        assertThat(limit.take(user, null, 1).quota()).isEqualTo(new Quota(100, 0, Duration.ofMillis(60_322)));
        assertThat(limit(0).take(user, new Allowance(5), 10).granted()).isZero();
    }

    @Test
    void limitsNobodyWhereItIsTurnedOff() {
        assertThat(limit(0).take(user, null, 1_000_000)).isEqualTo(new Grant(1_000_000, null));
        assertThat(asked).isZero();
    }

    @Test
    void goesOnFromItsOwnCountWhereTheSharedOneIsAway() {
        SharedLimit one = limit(100);
        SharedLimit other = limit(100);
        one.take(user, null, 60);
        away = true;

        assertThat(one.take(user, null, 100).granted()).isEqualTo(40);
        assertThat(one.take(user, null, 1).granted()).isZero();
        assertThat(one.take(new UserId(UUID.randomUUID()), null, 1).granted()).isEqualTo(1);
        assertThat(other.take(user, null, 101).granted()).isEqualTo(100);
        assertThat(asked).as("each finds out once in a while").isEqualTo(3);
    }
}
