package io.omne.memory.adapter.redis;

import static io.omne.memory.adapter.redis.ToyLists.at;
import static io.omne.memory.adapter.redis.ToyLists.recent;
import static io.omne.memory.adapter.redis.ToyLists.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.protocol.CommandType;
import io.omne.Eventually;
import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.memory.application.reading.MemoryCache.Invalidation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Lists while Redis is stopped, frozen and started again with what it had.
class ListOutageTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final UserId user = someone();
    private final ToyLists database = new ToyLists();
    private TestRedis redis;
    private CacheInstance one;
    private CacheInstance other;

    @BeforeEach
    void start() {
        redis = new TestRedis();
        var epochs = new CacheInstance.Epochs();
        one = new CacheInstance(redis, epochs, Duration.ofMillis(250));
        other = new CacheInstance(redis, epochs, Duration.ofMillis(250));
        Eventually.holds(SOON, () -> ask(one, 1) == 1 && isKept());
    }

    @AfterEach
    void stop() {
        other.close();
        one.close();
        redis.close();
    }

    private long ask(CacheInstance instance, int state) {
        return Objects.requireNonNull(
                instance.pageAtOnce(recent(user), database.giving(at(state))).total());
    }

    private boolean isKept() {
        return redis.get("memories:user:" + user + ":recent") != null;
    }

    private boolean believesState(CacheInstance instance, int state) {
        int asked = database.asked();
        long found = ask(instance, state);
        assertThat(found).isEqualTo(state);
        return database.asked() == asked;
    }

    @Test
    void believesNoListFromBeforeAnOutageThatAWriteFellInto() {
        redis.kill();
        other.begin(user).end();
        assertThat(ask(one, 2)).isEqualTo(2);
        assertThat(ask(other, 2)).isEqualTo(2);

        redis.start();
        assertThat(isKept()).as("the page from before").isTrue();
        Eventually.holds(SOON, () -> believesState(one, 2) && believesState(other, 2));
    }

    @Test
    void believesNoListFromBeforeAnOutageInTheMiddleOfAWrite() {
        Invalidation write = other.begin(user);
        redis.kill();
        write.end();
        redis.start();

        Eventually.holds(SOON, () -> {
            assertThat(ask(one, 2)).isEqualTo(2);
            assertThat(ask(other, 2)).isEqualTo(2);
            return one.trusts() && other.trusts();
        });
    }

    @Test
    void believesNoListOfARedisThatForgotAWriteItWasToldOf() {
        redis.killForgetting(() -> other.begin(user).end());
        redis.start();

        assertThat(isKept()).as("the page from before").isTrue();
        Eventually.holds(SOON, () -> believesState(one, 2) && believesState(other, 2));
    }

    @Test
    void believesNoListFromBeforeAWriteThatRedisRefusedToHearOf() {
        redis.ask(it -> it.aclSetuser("default", new AclSetuserArgs().removeCommand(CommandType.EVALSHA)));
        other.begin(user).end();
        redis.ask(it -> it.aclSetuser("default", new AclSetuserArgs().addCommand(CommandType.EVALSHA)));

        assertThat(isKept()).as("the page from before").isTrue();
        Eventually.holds(SOON, () -> believesState(other, 2));
        Eventually.holds(SOON, () -> ask(one, 2) == 2);
    }

    @Test
    void answersWhileRedisHangs() throws Exception {
        redis.freeze();
        try {
            assertThat(ask(one, 1)).isEqualTo(1);
            other.begin(user).end();
            assertThat(ask(one, 2)).isEqualTo(2);
            assertThat(ask(other, 2)).isEqualTo(2);
        } finally {
            redis.thaw();
        }
        Eventually.holds(SOON, () -> believesState(one, 2) && believesState(other, 2));
    }
}
